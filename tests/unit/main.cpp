// The main function of the unit tests, for Catch2 version 2; version 3 brings its own.
#define CATCH_CONFIG_MAIN
#include "support/catch.hpp"
