// Being told to stop (SIGINT, SIGTERM): work under way is given up, what was begun is removed, then the run ends.
#pragma once

namespace pointsbank::command {

/// From now on a signal asks to stop.
void listen_to_signals() noexcept;
/// Has one asked?
[[nodiscard]] bool is_asked_to_stop() noexcept;
/// Ends the process as the signal would have.
void end_by_signal() noexcept;

}  // namespace pointsbank::command
