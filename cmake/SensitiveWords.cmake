# src/analysis/sensitive_words.json as C++: the lists of words for `analysis`, the sentences for `messages`. So the
# library needs no file when it runs, and a new group needs no code.

set(words_file ${CMAKE_CURRENT_SOURCE_DIR}/analysis/sensitive_words.json)
set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${words_file})
file(READ ${words_file} document)

# The texts of one list of a group as a C++ array.
function(append_texts name group key)
  string(JSON count LENGTH "${document}" groups ${group} ${key})
  set(texts "")
  if(count GREATER 0)
    math(EXPR last "${count} - 1")
    foreach(index RANGE ${last})
      string(JSON text GET "${document}" groups ${group} ${key} ${index})
      string(APPEND texts "R\"=(${text})=\", ")
    endforeach()
  endif()
  set(words "${words}constexpr std::array<std::string_view, ${count}> ${name} = {${texts}};\n" PARENT_SCOPE)
endfunction()

set(words "")
set(rows "")
set(sentences "")
string(JSON count LENGTH "${document}" groups)
math(EXPR last "${count} - 1")
foreach(group RANGE ${last})
  string(JSON id GET "${document}" groups ${group} id)
  foreach(key zh zh_harmless en en_harmless)
    append_texts(${id}_${key} ${group} ${key})
  endforeach()
  string(APPEND rows "  {\"${id}\", ${id}_zh, ${id}_zh_harmless, ${id}_en, ${id}_en_harmless},\n")
  string(JSON zh GET "${document}" groups ${group} reason zh)
  string(JSON en GET "${document}" groups ${group} reason en)
  string(APPEND sentences "      {\"sensitive_${id}\", R\"=(`{0}` speaks of “{1}”: ${en})=\",\n"
                          "       R\"=(`{0}` 提到“{1}”：${zh})=\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${generated}/analysis/sensitive_words.inc CONTENT
     "${words}constexpr std::array<SensitiveGroup, ${count}> groups = {{\n${rows}}};\n" @ONLY)
file(CONFIGURE OUTPUT ${generated}/messages/sensitive_words.inc CONTENT "${sentences}" @ONLY)
# Only the files that include them look there, so that nothing else is compiled anew.
set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/analysis/sensitive.cpp
                            ${CMAKE_CURRENT_SOURCE_DIR}/messages/catalogue_analysis.cpp
                            PROPERTIES INCLUDE_DIRECTORIES ${generated})
