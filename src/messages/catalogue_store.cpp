#include "messages/messages.hpp"

namespace pointsbank::messages {

// The bank's file: what is wrong with it, and what the machine did not do.
std::span<const Entry> store_messages() noexcept {
  static constexpr Entry entries[] = {
      {"store_busy", "somebody else is at work on it, and was not done after {0} ms; nothing was changed: try again",
       "正被其他人使用，等了 {0} 毫秒仍未空出；没有作任何改动，请重试"},
      {"store_unknown_outcome",
       "the machine failed while this was being written for good ({0}): it has happened wholly or not at all; open the "
       "bank again and ask with the same key",
       "写入时机器出错（{0}）：这次操作要么全部生效，要么完全没有；请重新打开积分银行，用同一个键再问一次"},
      {"store_full", "the disk is full; nothing was changed", "磁盘已满；没有作任何改动"},
      {"store_machine", "the machine failed: {0}; nothing was changed", "机器出错：{0}；没有作任何改动"},
      {"store_cannot_open", "cannot be opened: {0}", "打不开：{0}"},
      {"store_not_there", "there is no such file", "没有这个文件"},
      {"store_exists", "is there already", "已经存在"},
      {"store_no_file", "is a folder or a device, not a file", "是文件夹或设备，不是文件"},
      {"store_no_bank", "is not the file of a bank", "不是积分银行的文件"},
      {"store_newer", "was written by a later version of this program: its format is {0}, this one knows {1}",
       "由更新版本的程序写成：格式为 {0}，本程序只认识 {1}"},
      {"store_older", "has the older format {0}; it becomes {1} when it is opened for writing",
       "是旧格式 {0}；以可写方式打开时才会升级为 {1}"},
      {"store_foreign", "holds something that is not a bank's: {0}", "含有不属于积分银行的内容：{0}"},
      {"store_lacks", "lacks a part of every bank: {0}", "缺少积分银行必有的部分：{0}"},
      {"store_damaged", "is damaged: {0}", "已损坏：{0}"},
      {"store_read_only", "is open for reading alone, or cannot be written to", "只能读取，不能写入"},
      {"store_journal_mode", "cannot be set to be written safely: another program uses it in the mode {0}",
       "无法设为安全的写入方式：别的程序正以 {0} 方式使用它"},
      {"store_too_big", "a text or table is larger than {0} bytes", "有一段文字或一张表超过 {0} 字节"},
      {"store_no_entry", "the journal has no entry {0}", "流水中没有第 {0} 条"},
      {"store_copy_damaged", "the copy came out damaged: {0}; it was removed", "副本有损坏：{0}；已删除"},

      {"store_hint_init", "`pointsbank bank init` makes one", "可用 `pointsbank bank init` 新建"},
      {"store_hint_new_name", "give the new one another name", "请换一个文件名"},
      {"store_hint_later_program", "use that version, or a later one", "请使用该版本或更新的程序"},
      {"store_hint_open_to_write", "open it once for writing, after a backup", "请先备份，再以可写方式打开一次"},
      {"store_hint_backup", "go back to the last backup, and keep this file for whoever looks into it",
       "请用最近的备份，并保留此文件以便查明原因"},
  };
  return entries;
}

}  // namespace pointsbank::messages
