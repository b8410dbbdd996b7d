/* Plays village/scenario.txt. */
#ifndef POINTSBANK_TESTS_C_SCENARIO_H
#define POINTSBANK_TESTS_C_SCENARIO_H

#include "pointsbank.h"

/* `folder` holds scenario.txt and the files that its commands name. How many steps there were. */
int play_scenario(pointsbank_bank* bank, const char* folder);

#endif
