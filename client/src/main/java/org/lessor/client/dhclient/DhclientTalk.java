package org.lessor.client.dhclient;

import java.util.Optional;
import java.util.function.Consumer;
import org.lessor.client.ClientListener;
import org.lessor.client.ClientNews;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;

/// Says what happens in the words of ISC's dhclient, which scripts and people look for.
public final class DhclientTalk implements ClientListener {
  private final String interfaceName;
  private final Consumer<String> lines;

  /// Hands lines about the client of this interface to `lines`.
  public DhclientTalk(String interfaceName, Consumer<String> lines) {
    this.interfaceName = interfaceName;
    this.lines = lines;
  }

  @Override
  public void on(ClientNews news) {
    if (news instanceof ClientNews.Told(Report report)) {
      line(report).ifPresent(lines);
    }
  }

  private Optional<String> line(Report report) {
    return switch (report.notice()) {
      case DISCOVERING ->
          Optional.of("DHCPDISCOVER on " + interfaceName + " to 255.255.255.255 port 67");
      case OFFERED ->
          Optional.of("DHCPOFFER of " + of(report, "address") + " from " + of(report, "server"));
      case REQUESTING, REBOOTING, REBINDING -> Optional.of(request(report, "255.255.255.255"));
      case RENEWING -> Optional.of(request(report, of(report, "server")));
      case ACKNOWLEDGED ->
          Optional.of("DHCPACK of " + of(report, "address") + " from " + of(report, "server"));
      case REFUSED_BY_SERVER -> Optional.of("DHCPNAK from " + of(report, "server"));
      case RELEASED ->
          Optional.of(
              "DHCPRELEASE of "
                  + of(report, "address")
                  + " on "
                  + interfaceName
                  + " to "
                  + of(report, "server")
                  + " port 67");
      case BOUND, RENEWED ->
          Optional.of(
              "bound to "
                  + of(report, "address")
                  + (of(report, "t1").isEmpty()
                      ? " for ever."
                      : " -- renewal in " + of(report, "t1") + " seconds."));
      default ->
          report.notice().level().compareTo(Notice.Level.WARN) >= 0
              ? Optional.of(report.about("interface", interfaceName).line())
              : Optional.empty();
    };
  }

  private String request(Report report, String to) {
    return "DHCPREQUEST for "
        + of(report, "address")
        + " on "
        + interfaceName
        + " to "
        + to
        + " port 67";
  }

  private static String of(Report report, String key) {
    return report.details().stream()
        .filter(detail -> detail.key().equals(key))
        .map(Report.Detail::value)
        .findFirst()
        .orElse("");
  }
}
