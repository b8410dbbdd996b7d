#include "site.hpp"

#include <utility>

namespace portal {

Site::Site(Options the_options, Clock the_clock)
    : options(std::move(the_options)),
      clock(std::move(the_clock)),
      village(options.rules),
      banks(options.bank, static_cast<std::size_t>(options.banks)),
      accounts(options.accounts, options.sessions),
      photos(options.photos) {}

}  // namespace portal
