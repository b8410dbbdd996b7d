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
  if (!command.words.empty()) text += "      words='" + joined(command.words, ' ') + "'\n";
  if (command.takes_files) text += "      files=yes\n";
  return text + "      ;;\n";
}

}  // namespace

std::string bash_completion(const std::vector<CompletedCommand>& commands) {
  std::vector<std::string> names;
  std::string cases;
  std::vector<std::string> file_options;
  for (const CompletedCommand& command : commands) {
    names.push_back(command.name);
    cases += case_of(command);
    for (const std::string& option : command.file_options) {
      bool is_new = true;
      for (const std::string& known : file_options) is_new = is_new && known != option;
      if (is_new) file_options.push_back(option);
    }
  }
  std::string script = R"(# bash completion for pointsbank; to have it at once: source <(pointsbank completion bash)
_pointsbank() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command='' options='' words='' files='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      NAMES) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $before in
    FILE_OPTIONS) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --lang) mapfile -t COMPREPLY < <(compgen -W 'zh en' -- "$word"); return ;;
  esac
  case $command in
CASES    '') options='--help --version --lang --quiet'; words='WORDS' ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
  elif [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  fi
}
complete -F _pointsbank pointsbank
)";
  const auto fill = [&](const std::string& mark, const std::string& text) { script.replace(script.find(mark), mark.size(), text); };
  fill("NAMES", joined(names, '|'));
  fill("FILE_OPTIONS", joined(file_options, '|'));
  fill("CASES", cases);
  fill("WORDS'", joined(names, ' ') + "'");
  return script;
}

}  // namespace pointsbank::command
