#include "completion.hpp"

namespace pointsbank::command {

namespace {

std::string joined(const std::vector<std::string>& words, char separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text.push_back(separator);
    text.append(word);
  }
  return text;
}

std::string case_of(const CompletedCommand& command) {
  std::string text = "    " + command.name + ")\n";
  text += "      options='" + joined(command.options, ' ') + "'\n";
  if (!command.file_options.empty()) text += "      paths=' " + joined(command.file_options, ' ') + " '\n";
  if (!command.words.empty()) text += "      words='" + joined(command.words, ' ') + "'\n";
  if (command.takes_files) text += "      files=yes\n";
  return text + "      ;;\n";
}

}  // namespace

std::string bash_completion(const std::vector<CompletedCommand>& commands) {
  std::vector<std::string> names;
  std::string cases;
  for (const CompletedCommand& command : commands) {
    names.push_back(command.name);
    cases += case_of(command);
  }
  std::string script = R"(# bash completion for pointsbank; to have it at once: source <(pointsbank completion bash)
_pointsbank() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command='' options='' paths='' words='' files='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      NAMES) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command in
CASES    '') options='--help --version --lang --quiet'; words='WORDS' ;;
  esac
  if [[ $before == --lang ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'zh en' -- "$word")
  elif [[ $paths == *" $before "* || ($files && $word != -*) ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  fi
}
complete -F _pointsbank pointsbank
)";
  const auto fill = [&](const std::string& mark, const std::string& text) {
    script.replace(script.find(mark), mark.size(), text);
  };
  fill("NAMES", joined(names, '|'));
  fill("CASES", cases);
  fill("WORDS'", joined(names, ' ') + "'");
  return script;
}

}  // namespace pointsbank::command
