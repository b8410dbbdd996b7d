<?php
// A passbook from a bank's file: php passbook.php LIBRARY BANK HOUSEHOLD
// PHP's FFI takes declarations without #include: those that are needed, as pointsbank.h has them.
$c = FFI::cdef(<<<'C'
    typedef struct pointsbank_text pointsbank_text;
    typedef struct pointsbank_bank pointsbank_bank;
    int32_t pointsbank_bank_open(const char *file, const void *options, pointsbank_bank **bank);
    int32_t pointsbank_bank_close(pointsbank_bank *bank);
    int32_t pointsbank_bank_ask(pointsbank_bank *bank, const char *question, size_t size, pointsbank_text **answer);
    const char *pointsbank_text_data(const pointsbank_text *text);
    int32_t pointsbank_text_free(pointsbank_text *text);
    const char *pointsbank_last_error(int32_t language);
    C, $argv[1]);

function check(FFI $c, int $status): void
{
    if ($status !== 0) {
        throw new RuntimeException($c->pointsbank_last_error(1), $status); // in Chinese
    }
}

function ask(FFI $c, FFI\CData $bank, array $question): string
{
    $json = json_encode($question, JSON_UNESCAPED_UNICODE);
    $answer = $c->new('pointsbank_text *');
    check($c, $c->pointsbank_bank_ask($bank, $json, strlen($json), FFI::addr($answer)));
    $text = $c->pointsbank_text_data($answer);
    check($c, $c->pointsbank_text_free($answer));
    return $text;
}

$bank = $c->new('pointsbank_bank *');
check($c, $c->pointsbank_bank_open($argv[2], null, FFI::addr($bank)));
$asked = ['question' => 'statement', 'household' => $argv[3], 'by' => $argv[3], 'at' => '2026-03-03T00:00:00+08:00'];
echo ask($c, $bank, $asked + ['lang' => 'zh']);
$passbook = json_decode(ask($c, $bank, $asked), true, flags: JSON_THROW_ON_ERROR);
echo $passbook['balance']['spendable'], "\n"; // an exact decimal, as a string: never a float
try {
    ask($c, $bank, ['question' => 'statment']);
} catch (RuntimeException $error) {
    echo $error->getMessage(), "\n";
}
check($c, $c->pointsbank_bank_close($bank));
