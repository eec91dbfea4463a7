package org.lessor.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.UnixDatagrams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells systemd, or whoever started this process in the same manner, how it is doing:
/// sd_notify(3). Does nothing where nobody asked for it. Any thread may call it.
final class SystemdNotices {
  private static final Logger LOGGER = LoggerFactory.getLogger(SystemdNotices.class);

  private final Optional<String> socket;
  private boolean ready;
  private String status = "";

  private SystemdNotices(Optional<String> socket) {
    this.socket = socket;
  }

  /// Whoever the variable `NOTIFY_SOCKET` names.
  static SystemdNotices ofEnvironment() {
    return at(System.getenv("NOTIFY_SOCKET"));
  }

  /// Who listens at this socket; null or empty for nobody.
  static SystemdNotices at(@Nullable String socket) {
    return new SystemdNotices(Optional.ofNullable(socket).filter(path -> !path.isEmpty()));
  }

  /// The service does what it is there for. Only the first call counts.
  synchronized void ready() {
    if (!ready) {
      ready = true;
      send("READY=1");
    }
  }

  /// One line on how the service is doing; the same line again is not sent.
  synchronized void status(String line) {
    if (!line.equals(status)) {
      status = line;
      send("STATUS=" + line.replace('\n', ' '));
    }
  }

  /// The service has begun to end.
  synchronized void stopping() {
    send("STOPPING=1");
  }

  private void send(String message) {
    if (socket.isEmpty()) {
      return;
    }
    try {
      UnixDatagrams.send(socket.get(), message);
    } catch (ErrnoException | IllegalArgumentException refused) {
      LOGGER.warn("cannot tell the service manager: {}", refused.getMessage());
    }
  }
}
