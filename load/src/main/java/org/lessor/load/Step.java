package org.lessor.load;

/// One message of a client and what it waits for.
public enum Step {
  /// DISCOVER, answered by OFFER.
  DISCOVER("discover-offer"),
  /// REQUEST for what was offered, answered by ACK or NAK.
  REQUEST("request-ack"),
  /// REQUEST with `ciaddr`, answered by ACK or NAK.
  RENEW("renew-ack"),
  /// REQUEST after a restart, answered by ACK or NAK.
  REBOOT("reboot-ack"),
  /// RELEASE, answered by nobody.
  RELEASE("release");

  private final String text;

  Step(String text) {
    this.text = text;
  }

  /// `discover-offer`, `request-ack`, `renew-ack`, `reboot-ack`, `release`.
  @Override
  public String toString() {
    return text;
  }
}
