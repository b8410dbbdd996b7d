#include "pages/pages.hpp"

namespace portal {

void add_pages(Router& router) {
  add_static_files(router);
  add_sign_in(router);
  add_password(router);
  add_my_points(router);
}

}  // namespace portal
