// The desks: pages for those who run the village's points, and the wall screen. Each adds its routes.
#pragma once

#include "call.hpp"

namespace portal {

void add_review(Router& router);   ///< the reviewer's desk
void add_month(Router& router);    ///< the clerk's month: settle, close, reopen, the sheet to print
void add_record(Router& router);   ///< what the clerk hands in for a household, deductions too
void add_stock(Router& router);    ///< goods, and handing over what was redeemed
void add_tables(Router& router);   ///< the roster, members and officers, as CSV
void add_wall(Router& router);     ///< the screen on the wall, for everybody
void add_audit(Router& router);    ///< verify, chain, exports
void add_what_if(Router& router);  ///< another value of a rule: who would win, who would lose

inline void add_desks(Router& router) {
  add_review(router);
  add_month(router);
  add_record(router);
  add_stock(router);
  add_tables(router);
  add_audit(router);
  add_what_if(router);
  add_wall(router);
}

}  // namespace portal
