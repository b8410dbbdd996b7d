// One picture of the file for several questions, whatever others write meanwhile.
#pragma once

#include "store/store.hpp"

namespace pointsbank::bank {

class OnePicture {
 public:
  explicit OnePicture(store::Store& store) : store_(store) { store_.begin_reading(); }
  ~OnePicture() { store_.roll_back(); }
  OnePicture(const OnePicture&) = delete;
  OnePicture& operator=(const OnePicture&) = delete;

 private:
  store::Store& store_;
};

}  // namespace pointsbank::bank
