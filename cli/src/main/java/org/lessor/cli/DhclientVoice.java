package org.lessor.cli;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.UnixDatagrams;

/// Where dhclient's words go: to the system's log, and to standard error while somebody listens and
/// wants to hear them. Any thread may call it.
final class DhclientVoice {
  private static final String SYSLOG = "/dev/log";

  /// Facility `daemon`, severity `info`.
  private static final int PRIORITY = 3 * 8 + 6;

  private final AtomicBoolean aloud;
  private final AtomicBoolean logged = new AtomicBoolean(true);
  private final Set<String> insisted = ConcurrentHashMap.newKeySet();

  private DhclientVoice(boolean aloud) {
    this.aloud = new AtomicBoolean(aloud);
  }

  /// Speaks as these flags ask for.
  static DhclientVoice of(DhclientFlags flags) {
    return new DhclientVoice(flags.verbose());
  }

  /// One line.
  void say(String line) {
    if (aloud.get()) {
      System.err.println(line);
    }
    log(line);
  }

  /// One line that somebody must hear.
  void insist(String line) {
    System.err.println(line);
    log(line);
  }

  /// As [#insist], but says the same only once: what is wrong with a file is wrong for each
  /// interface.
  void insistOnce(String line) {
    if (insisted.add(line)) {
      insist(line);
    }
  }

  private void log(String line) {
    if (logged.get()) {
      String text = "<" + PRIORITY + ">dhclient[" + ProcessHandle.current().pid() + "]: " + line;
      try {
        UnixDatagrams.send(SYSLOG, text);
      } catch (ErrnoException nobody) {
        // Machines without a log daemon are asked once.
        logged.set(false);
      }
    }
  }

  /// From now on only to the log.
  void lower() {
    aloud.set(false);
  }
}
