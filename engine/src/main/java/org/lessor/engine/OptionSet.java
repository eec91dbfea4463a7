package org.lessor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Option;

/// The options that hold at one place, after inheritance: reservation over pool over subnet over
/// network over global. Immutable.
///
/// The value of an option is that of the nearest level that sets it. That it is always or never
/// sent may be said at any level, and never beats always.
final class OptionSet {
  static final OptionSet EMPTY = new OptionSet(new Entry[0]);

  /// An option with what all levels say of it.
  private record Entry(Option option, boolean always, boolean never) {}

  /// By rising code.
  private final Entry[] entries;

  /// For each code the index of its entry plus one.
  private final byte[] index;

  private final List<Option> always;

  private OptionSet(Entry[] entries) {
    this.entries = entries;
    this.index = new byte[256];
    List<Option> sentAlways = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      index[entries[i].option.code()] = (byte) (i + 1);
      if (entries[i].always && !entries[i].never) {
        sentAlways.add(entries[i].option);
      }
    }
    this.always = List.copyOf(sentAlways);
  }

  /// This set with `nearer` laid over it.
  OptionSet under(List<ConfiguredOption> nearer) {
    if (nearer.isEmpty()) {
      return this;
    }
    @Nullable Entry[] byCode = new @Nullable Entry[256];
    for (Entry entry : entries) {
      byCode[entry.option.code()] = entry;
    }
    for (ConfiguredOption configured : nearer) {
      Entry inherited = byCode[configured.option().code()];
      byCode[configured.option().code()] = combine(configured, inherited);
    }
    List<Entry> combined = new ArrayList<>();
    for (Entry entry : byCode) {
      if (entry != null) {
        combined.add(entry);
      }
    }
    return new OptionSet(combined.toArray(Entry[]::new));
  }

  private static Entry combine(ConfiguredOption nearer, @Nullable Entry inherited) {
    boolean always = nearer.sending() == ConfiguredOption.Sending.ALWAYS;
    boolean never = nearer.sending() == ConfiguredOption.Sending.NEVER;
    return new Entry(
        nearer.option(),
        always || (inherited != null && inherited.always),
        never || (inherited != null && inherited.never));
  }

  /// What is sent of that option; null where it is not set or never sent.
  @Nullable Option sent(int code) {
    int position = index[code] & 0xff;
    if (position == 0) {
      return null;
    }
    Entry entry = entries[position - 1];
    return entry.never ? null : entry.option;
  }

  /// The address in that option; null where it is not set, never sent or no address.
  @Nullable Ipv4 address(int code) {
    Option option = sent(code);
    return option == null || option.value().length() != 4
        ? null
        : new Ipv4((int) option.value().uint32(0));
  }

  /// What every client is sent, by rising code.
  List<Option> always() {
    return always;
  }

  @Override
  public String toString() {
    return Arrays.toString(entries);
  }
}
