#include "pages/pages.hpp"

#include "desks/desks.hpp"

namespace portal {

void add_pages(Router& router) {
  add_static_files(router);
  add_sign_in(router);
  add_password(router);
  add_my_points(router);
  add_desks(router);
}

}  // namespace portal
