#include "pages/pages.hpp"

#include "desks/desks.hpp"

namespace portal {

void add_pages(Router& router) {
  add_static_files(router);
  add_sign_in(router);
  add_password(router);
  add_my_points(router);
  add_new_claim(router);
  add_claims(router);
  add_passbook(router);
  add_board(router);
  add_shop(router);
  add_rules(router);
  add_desks(router);
}

}  // namespace portal
