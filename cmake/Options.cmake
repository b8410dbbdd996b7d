# How everything of this project is compiled: warnings, sanitizers, a default build type, the compiler cache.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

if(PROJECT_IS_TOP_LEVEL)
  find_program(CCACHE ccache)
  if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  endif()
endif()

# An interface that our own targets take; users of the library do not.
add_library(pointsbank_options INTERFACE)
target_compile_options(pointsbank_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion)
if(POINTSBANK_WARNINGS_AS_ERRORS)
  target_compile_options(pointsbank_options INTERFACE -Werror)
endif()
if(POINTSBANK_JOIN_SOURCES)
  # What stands in an unnamed namespace of a joined file is taken for that of a header.
  target_compile_options(pointsbank_options INTERFACE -Wno-subobject-linkage)
endif()
if(POINTSBANK_SANITIZE)
  target_compile_options(pointsbank_options INTERFACE -fsanitize=${POINTSBANK_SANITIZE} -fno-sanitize-recover=all
                                                      -fno-omit-frame-pointer)
  target_link_options(pointsbank_options INTERFACE -fsanitize=${POINTSBANK_SANITIZE})
endif()
