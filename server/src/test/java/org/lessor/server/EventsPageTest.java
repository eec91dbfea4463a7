package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The page of log messages is made from the events, so that neither says what the other does not.
/// With `JAVA_TOOL_OPTIONS=-Dlessor.write-docs=true` in the environment it writes the page first.
class EventsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "log-messages.md");

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Log messages of the server

            Each line begins with time and level, then the id below, then `key=value`. Ids that Kea has too mean the same there.
            Behind it stand its level and its logger, by which `loggers` of the configuration chooses.
            Made from the program's own table (`ServerEvent`); do not edit.

            """);
    for (ServerEvent event : ServerEvent.values()) {
      page.append("## ")
          .append(event)
          .append("\n")
          .append(event.level())
          .append(", ")
          .append(event.logger())
          .append(". ")
          .append(event.paragraph())
          .append("\n\n");
    }
    return page.toString().stripTrailing() + "\n";
  }

  @Test
  void thePageOfLogMessagesSaysWhatTheEventsSay() throws IOException {
    if (Boolean.getBoolean("lessor.write-docs")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }
}
