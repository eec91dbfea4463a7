package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lessor.load.ExchangeKind;
import org.lessor.load.LatencyHistogram;
import org.lessor.load.LoadReport;

class ProgressLineTest {
  private static final LoadReport REPORT =
      new LoadReport(
          123_000_000_000L,
          Map.of(ExchangeKind.FOUR_MESSAGES, new LoadReport.Kind(15_000_000, 15_000_000)),
          Map.of(),
          new LatencyHistogram(),
          new LoadReport.Oddities(0, 0, 0, 0, 0),
          0,
          List.of(),
          0,
          64,
          1000);

  private final StringWriter err = new StringWriter();

  @Test
  void aLineInPlaceFitsTheTerminal() {
    ProgressLine progress = new ProgressLine(new PrintWriter(err), 80);
    progress.tell("100,000/s", REPORT, REPORT);
    assertThat(err.toString()).startsWith("\r100,000/s: ").endsWith("\033[K").doesNotContain("\n");
    assertThat(err.toString().replace("\r", "").replace("\033[K", "")).hasSizeLessThan(80);
    progress.end();
    assertThat(err.toString()).endsWith("\r\033[K");
  }

  @Test
  void whereNobodyLooksThereAreLinesAndNoEscapes() {
    ProgressLine progress = new ProgressLine(new PrintWriter(err), ProgressLine.LINE_BY_LINE);
    progress.tell("", REPORT, REPORT);
    progress.end();
    assertThat(err.toString())
        .contains("in flight 64")
        .endsWith(System.lineSeparator())
        .doesNotContain("\r", "\033");
  }
}
