import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * pointsbank for Java, over its library for C. Copy this file into your project and put JNA beside it.
 *
 * <p>Everything may be used by several threads; close what you have opened. Errors belong to the thread that called, so
 * call from platform threads (a virtual thread may be moved between a call and reading its error).
 */
public final class Pointsbank {
  /** The functions of pointsbank.h that are used here; strings are UTF-8. */
  interface C extends Library {
    C LIBRARY = Native.load("pointsbank_c", C.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));

    String pointsbank_version();
    String pointsbank_last_error(int language);
    String pointsbank_last_issues_json();
    long pointsbank_open_handles();

    Pointer pointsbank_text_data(Pointer text);
    long pointsbank_text_size(Pointer text);
    int pointsbank_text_free(Pointer text);

    int pointsbank_rules_from_texts(Source[] lists, long count, PointerByReference rules);
    int pointsbank_rules_free(Pointer rules);
    int pointsbank_roster_from_text(Pointer rules, Source table, Pointer options, PointerByReference roster);
    int pointsbank_roster_free(Pointer roster);
    int pointsbank_members_from_text(Pointer rules, Source table, Pointer options, PointerByReference members);
    int pointsbank_members_free(Pointer members);
    int pointsbank_events_from_text(Pointer rules, Source table, Pointer options, PointerByReference events);
    int pointsbank_events_free(Pointer events);
    int pointsbank_entries_from_text(
        Pointer rules, Pointer roster, Source table, Pointer options, PointerByReference entries);
    int pointsbank_entries_free(Pointer entries);

    int pointsbank_evaluate(
        Pointer rules, Pointer roster, Pointer events, EvaluateOptions options, PointerByReference evaluation);
    int pointsbank_evaluation_csv(Pointer evaluation, String table, PointerByReference csv);
    int pointsbank_evaluation_free(Pointer evaluation);

    int pointsbank_bank_create(String file, String id, String by, String at, Pointer options, PointerByReference bank);
    int pointsbank_bank_open(String file, Pointer options, PointerByReference bank);
    int pointsbank_bank_close(Pointer bank);
    int pointsbank_bank_execute_with_files(
        Pointer bank, byte[] command, long size, Source[] files, long count, PointerByReference answer);
    int pointsbank_bank_execute_many(Pointer bank, byte[] commands, long size, PointerByReference answers);
    int pointsbank_bank_ask(Pointer bank, byte[] question, long size, PointerByReference answer);
  }

  /** The struct pointsbank_source: a rule list or table with its name. */
  @Structure.FieldOrder({"name", "data", "size"})
  public static final class Source extends Structure {
    public Pointer name, data;
    public long size;

    void set(Document document) {
      name = memory(document.name() + "\0");
      data = memory(document.text() + "\0");
      size = document.text().getBytes(StandardCharsets.UTF_8).length;
      write();
    }
  }

  /** The struct pointsbank_evaluate_options. */
  @Structure.FieldOrder({"struct_size", "through", "as_of", "members", "entries", "published", "postings", "outcomes",
      "closings", "threads", "progress", "context"})
  public static final class EvaluateOptions extends Structure {
    public long struct_size;
    public Pointer through, as_of, members, entries, published;
    public int postings, outcomes, closings, threads;
    public Pointer progress, context;
  }

  /** A rule list or table; it is JSON Lines where its name ends in .jsonl. */
  public record Document(String name, String text) {}

  public static final int MACHINE = 1, WRONG_INPUT = 2, USAGE = 3, BUSY = 5, UNKNOWN_OUTCOME = 6;

  /** What the library says where something is wrong; `issues` is a JSON array with an object for each mistake. */
  public static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public final int status;
    public final String chinese, issues;

    Failure(int status) {
      super(C.LIBRARY.pointsbank_last_error(0));
      this.status = status;
      chinese = C.LIBRARY.pointsbank_last_error(1);
      issues = C.LIBRARY.pointsbank_last_issues_json();
    }
  }

  private Pointsbank() {}

  private static void check(int status) {
    if (status != 0) throw new Failure(status);
  }

  /** What a call gives, which must not be followed: it is a number. */
  private interface Giving {
    int call(PointerByReference out);
  }

  private static Pointer given(Giving call) {
    PointerByReference out = new PointerByReference();
    check(call.call(out));
    return out.getValue();
  }

  private static String text(Giving call) {
    Pointer text = given(call);
    byte[] bytes = C.LIBRARY.pointsbank_text_data(text).getByteArray(0, (int) C.LIBRARY.pointsbank_text_size(text));
    check(C.LIBRARY.pointsbank_text_free(text));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Pointer memory(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Pointer memory = new com.sun.jna.Memory(Math.max(bytes.length, 1));
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }

  private static Source[] sources(List<Document> documents) {
    if (documents.isEmpty()) return null;
    Source[] all = (Source[]) new Source().toArray(documents.size());
    for (int i = 0; i < all.length; ++i) all[i].set(documents.get(i));
    return all;
  }

  private static Source source(Document document) {
    Source source = new Source();
    source.set(document);
    return source;
  }

  public static long openHandles() {
    return C.LIBRARY.pointsbank_open_handles();
  }

  /** What is evaluated; members, entries and asOf may be null. */
  public record Village(
      Document roster, Document events, Document members, Document entries, String through, String asOf) {}

  /** A rule book, checked and compiled. */
  public static final class Rules implements AutoCloseable {
    private final Pointer handle;

    public Rules(List<Document> lists) {
      handle = given(out -> C.LIBRARY.pointsbank_rules_from_texts(sources(lists), lists.size(), out));
    }

    /** All tables are made. */
    public Evaluation evaluate(Village village) {
      Pointer roster = null, members = null, events = null, entries = null;
      try {
        roster = given(out -> C.LIBRARY.pointsbank_roster_from_text(handle, source(village.roster), null, out));
        events = given(out -> C.LIBRARY.pointsbank_events_from_text(handle, source(village.events), null, out));
        if (village.members != null) {
          members = given(out -> C.LIBRARY.pointsbank_members_from_text(handle, source(village.members), null, out));
        }
        final Pointer households = roster, done = events;
        if (village.entries != null) {
          entries = given(
              out -> C.LIBRARY.pointsbank_entries_from_text(handle, households, source(village.entries), null, out));
        }
        EvaluateOptions options = new EvaluateOptions();
        options.struct_size = options.size();
        options.through = memory(village.through + "\0");
        options.as_of = village.asOf == null ? null : memory(village.asOf + "\0");
        options.members = members;
        options.entries = entries;
        options.postings = options.outcomes = options.closings = 1;
        return new Evaluation(
            given(out -> C.LIBRARY.pointsbank_evaluate(handle, households, done, options, out)));
      } finally {
        C.LIBRARY.pointsbank_roster_free(roster);
        C.LIBRARY.pointsbank_members_free(members);
        C.LIBRARY.pointsbank_events_free(events);
        C.LIBRARY.pointsbank_entries_free(entries);
      }
    }

    @Override
    public void close() {
      check(C.LIBRARY.pointsbank_rules_free(handle));
    }
  }

  public static final class Evaluation implements AutoCloseable {
    private final Pointer handle;

    private Evaluation(Pointer handle) {
      this.handle = handle;
    }

    /** balances, postings, outcomes, rankings, ratings, dividends, benefits */
    public String csv(String table) {
      return text(out -> C.LIBRARY.pointsbank_evaluation_csv(handle, table, out));
    }

    @Override
    public void close() {
      check(C.LIBRARY.pointsbank_evaluation_free(handle));
    }
  }

  /** A bank's file, open. */
  public static final class Bank implements AutoCloseable {
    private final Pointer handle;

    private Bank(Pointer handle) {
      this.handle = handle;
    }

    public static Bank create(String file, String id, String by, String at) {
      return new Bank(given(out -> C.LIBRARY.pointsbank_bank_create(file, id, by, at, null, out)));
    }

    public static Bank open(String file) {
      return new Bank(given(out -> C.LIBRARY.pointsbank_bank_open(file, null, out)));
    }

    /** Carries out a command (JSON) with the files that it names. A refusal is an answer. */
    public String execute(String command, Document... files) {
      byte[] json = command.getBytes(StandardCharsets.UTF_8);
      return text(out -> C.LIBRARY.pointsbank_bank_execute_with_files(
                      handle, json, json.length, sources(List.of(files)), files.length, out));
    }

    /** A JSON array of commands, with one sync. */
    public String executeMany(String commands) {
      byte[] json = commands.getBytes(StandardCharsets.UTF_8);
      return text(out -> C.LIBRARY.pointsbank_bank_execute_many(handle, json, json.length, out));
    }

    /** Answers a question (JSON) with a document (JSON), or with text for people where it says "lang". */
    public String ask(String question) {
      byte[] json = question.getBytes(StandardCharsets.UTF_8);
      return text(out -> C.LIBRARY.pointsbank_bank_ask(handle, json, json.length, out));
    }

    @Override
    public void close() {
      check(C.LIBRARY.pointsbank_bank_close(handle));
    }
  }
}
