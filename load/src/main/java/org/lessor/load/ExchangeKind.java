package org.lessor.load;

import java.util.Arrays;
import java.util.Optional;

/// What a simulated client may do in one go.
public enum ExchangeKind {
  /// DISCOVER, OFFER, REQUEST, ACK: a lease for a client that knows nothing (RFC 2131 section 3.1).
  FOUR_MESSAGES("four", Step.DISCOVER),
  /// DISCOVER, OFFER, and then silence: a client that takes another server's offer, or a flood.
  DISCOVER("discover", Step.DISCOVER),
  /// REQUEST and ACK of a client that holds a lease and states it in `ciaddr` (RFC 2131 section
  /// 4.3.2: renewing, or rebinding where a relay agent is in between).
  RENEW("renew", Step.RENEW),
  /// REQUEST and ACK of a client that restarts with a lease in memory (RFC 2131 section 4.3.2:
  /// INIT-REBOOT).
  REBOOT("reboot", Step.REBOOT),
  /// RELEASE, which nobody answers.
  RELEASE("release", Step.RELEASE);

  private final String text;
  private final Step first;

  ExchangeKind(String text, Step first) {
    this.text = text;
    this.first = first;
  }

  /// How it begins.
  public Step first() {
    return first;
  }

  /// Whether only a client that holds a lease can do it.
  public boolean needsLease() {
    return first != Step.DISCOVER;
  }

  /// Whether a server answers it.
  public boolean answered() {
    return this != RELEASE;
  }

  /// The kind that [#toString] gives this text for.
  public static Optional<ExchangeKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  /// `four`, `discover`, `renew`, `reboot`, `release`.
  @Override
  public String toString() {
    return text;
  }
}
