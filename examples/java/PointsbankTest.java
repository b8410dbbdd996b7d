import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scenario and the conformance cases through JNA: PointsbankTest ROOT SCRATCH. */
public final class PointsbankTest {
  private static Path root;

  private static void check(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
  }

  private static Pointsbank.Document document(Path folder, String name) throws IOException {
    return name == null ? null : new Pointsbank.Document(name, Files.readString(folder.resolve(name)));
  }

  private static void playScenario(Path scratch) throws IOException {
    Path folder = root.resolve("tests/c/village");
    List<Pointsbank.Document> files = new ArrayList<>();
    for (String name : List.of("rules.json", "roster.csv", "members.csv", "officers.csv", "goods.csv")) {
      files.add(document(folder, name));
    }
    String file = scratch.resolve("village.pointsbank").toString(), outcome = "";
    int expectations = 0;
    Pointsbank.Bank bank = Pointsbank.Bank.create(file, "lixin", "chen", "2026-03-01T00:00:00+08:00");
    for (String line : Files.readAllLines(folder.resolve("scenario.txt"))) {
      String mark = line.contains(" ") ? line.substring(0, line.indexOf(' ')) : line;
      String rest = line.substring(Math.min(line.length(), mark.length() + 1));
      switch (mark) {
        case ">" -> outcome = bank.execute(rest, files.toArray(new Pointsbank.Document[0]));
        case "*" -> outcome = bank.executeMany(rest);
        case "?" -> outcome = bank.ask(rest);
        case "!" -> outcome = issuesOf(() -> bank.execute(rest));
        case "!?" -> outcome = issuesOf(() -> bank.ask(rest));
        case "<" -> {
          check(outcome.contains(rest), rest + " is not in " + outcome);
          ++expectations;
        }
        default -> check(mark.isEmpty() || mark.startsWith("#"), line);
      }
    }
    check(expectations > 40, "only " + expectations + " expectations");
    bank.close();
    try {
      bank.ask("{\"question\": \"shelf\"}");
      check(false, "a closed bank answers");
    } catch (Pointsbank.Failure failure) {
      check(failure.status == Pointsbank.USAGE && failure.chinese.contains("已经释放"), failure.chinese);
    }
  }

  private static String issuesOf(Runnable wrong) {
    try {
      wrong.run();
    } catch (Pointsbank.Failure failure) {
      check(failure.status == Pointsbank.WRONG_INPUT, failure.getMessage());
      return failure.issues;
    }
    throw new AssertionError("no error");
  }

  /** The text of a key in a case's description; null where it is null. */
  private static String word(String json, String key) {
    Matcher found = Pattern.compile("\"" + key + "\": \"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : null;
  }

  private static int compareCases() throws IOException {
    int agreeing = 0;
    try (var folders = Files.list(root.resolve("tests/conformance/cases"))) {
      for (Path folder : folders.sorted().toList()) {
        String said = Files.readString(folder.resolve("case.json"));
        if (word(said, "published") != null) continue; // tables of earlier months: the C program's matter
        List<Pointsbank.Document> lists = new ArrayList<>();
        Matcher names = Pattern.compile("\"([^\"]+)\"").matcher(said.substring(said.indexOf('['), said.indexOf(']')));
        while (names.find()) lists.add(document(folder, names.group(1)));
        Path whole = folder.resolve("expected-whole");
        Path expected = Files.exists(whole) ? whole : folder.resolve("expected");
        try (var rules = new Pointsbank.Rules(lists);
            var evaluation = rules.evaluate(new Pointsbank.Village(document(folder, word(said, "roster")),
                document(folder, word(said, "events")), document(folder, word(said, "members")),
                document(folder, word(said, "entries")), word(said, "through"), word(said, "as_of")))) {
          for (String table :
              List.of("balances", "postings", "outcomes", "rankings", "ratings", "dividends", "benefits")) {
            String file = Files.readString(expected.resolve(table + ".csv"));
            check(evaluation.csv(table).equals(file), folder + ": another table " + table + " comes out");
          }
        }
        ++agreeing;
      }
    }
    return agreeing;
  }

  public static void main(String[] words) throws IOException {
    root = Path.of(words[0]);
    long before = Pointsbank.openHandles();
    playScenario(Path.of(words[1]));
    int agreeing = compareCases();
    check(agreeing > 50, "only " + agreeing + " cases");
    check(Pointsbank.openHandles() == before, "handles are left open");
    System.out.println(agreeing + " cases agree");
  }
}
