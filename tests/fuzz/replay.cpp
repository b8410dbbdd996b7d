// Runs a fuzz target over the files and folders given, in order of their names: what libFuzzer does with a corpus, for
// compilers without it. A file that makes the target crash or lose memory is the last one named.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

void run(const fs::path& file) {
  std::cout << file.string() << std::endl;
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> content(std::istreambuf_iterator<char>(in), {});
  // A copy of exactly its size, so that reading beyond it is seen.
  const auto data = std::make_unique<std::uint8_t[]>(content.size());
  std::copy(content.begin(), content.end(), data.get());
  LLVMFuzzerTestOneInput(data.get(), content.size());
}

}  // namespace

int main(int count, char** words) {
  std::vector<fs::path> files;
  for (int i = 1; i < count; ++i) {
    if (fs::is_directory(words[i])) {
      for (const auto& entry : fs::recursive_directory_iterator(words[i])) {
        if (entry.is_regular_file()) files.push_back(entry.path());
      }
    } else {
      files.emplace_back(words[i]);
    }
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) run(file);
  std::cout << files.size() << " inputs, all survived\n";
  return files.empty() ? 1 : 0;
}
