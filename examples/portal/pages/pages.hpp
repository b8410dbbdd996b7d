// All pages. Each file of this folder adds its own: see ARCHITECTURE.md.
#pragma once

#include "router.hpp"

namespace portal {

void add_static_files(Router& router);
void add_sign_in(Router& router);
void add_password(Router& router);
void add_my_points(Router& router);
void add_passbook(Router& router);
void add_new_claim(Router& router);
void add_claims(Router& router);
void add_board(Router& router);
void add_shop(Router& router);
void add_rules(Router& router);

/// In the order of the menu.
void add_pages(Router& router);

}  // namespace portal
