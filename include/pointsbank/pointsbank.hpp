// Everything that the library offers.
#pragma once

#include "pointsbank/calendar.hpp"
#include "pointsbank/columns.hpp"
#include "pointsbank/comparison.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/evaluate.hpp"
#include "pointsbank/examples.hpp"
#include "pointsbank/explain.hpp"
#include "pointsbank/expression.hpp"
#include "pointsbank/generate.hpp"
#include "pointsbank/issues.hpp"
#include "pointsbank/notice.hpp"
#include "pointsbank/number.hpp"
#include "pointsbank/reform.hpp"
#include "pointsbank/report.hpp"
#include "pointsbank/rule_list.hpp"
#include "pointsbank/tables.hpp"
