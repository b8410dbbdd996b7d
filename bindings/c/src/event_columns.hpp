// Events from columns.
#pragma once

#include "pointsbank.h"
#include "pointsbank/tables.hpp"

namespace pointsbank::c {

/// UsageFault where the columns do not fit together, InputError for what rows say.
[[nodiscard]] Events events_of(const pointsbank_event_columns& columns, const TableFormat& format);

}  // namespace pointsbank::c
