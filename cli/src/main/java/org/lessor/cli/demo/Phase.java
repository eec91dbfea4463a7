package org.lessor.cli.demo;

/// The chapters of an exchange, in their order.
enum Phase {
  /// Nothing has passed yet.
  SILENCE("", "", ""),
  /// RFC 2131 section 3.1 step 1.
  DISCOVER(
      "1. DISCOVER: the client looks for servers",
      "It has no address and knows no server: it sends from 0.0.0.0, to everyone on its link.",
      "It knows no server. On a link it would ask everyone; here a relay agent passes its messages"
          + " on, with its own address in giaddr."),
  /// RFC 2131 section 3.1 step 2.
  OFFER(
      "2. OFFER: the server offers an address",
      "It sets a free address aside for this client. The client does not answer ARP for it yet, so"
          + " the server enters the pair of IP and Ethernet address in its kernel's ARP table; then"
          + " the offer can go to this one host instead of to everyone.",
      "It sets a free address aside for this client, and sends the offer to the relay agent."),
  /// RFC 2131 section 3.1 step 3.
  REQUEST(
      "3. REQUEST: the client accepts one offer",
      "Everyone may hear it: it names the server that was chosen (option 54), and any other server"
          + " that made an offer takes its address back.",
      "It names the server that was chosen (option 54); any other server that made an offer would"
          + " take its address back."),
  /// RFC 2131 section 3.1 step 4.
  ACKNOWLEDGE(
      "4. ACKNOWLEDGE: the server gives the lease",
      "First it makes sure that nobody else uses the address; then it writes the lease to its file,"
          + " and waits until it is on stable storage; only then it says so to the client.",
      "It writes the lease to its file, and waits until it is on stable storage; only then it says"
          + " so to the client."),
  /// RFC 2131 section 3.1 step 5, RFC 5227.
  CONFIGURE(
      "The client checks the address and configures itself",
      "It asks everyone by ARP whether the address is taken, without claiming it. After silence the"
          + " address is its own, and it announces that.",
      ""),
  /// RFC 2131 section 4.4.5.
  RENEW(
      "Renewal: the client extends the lease",
      "Due at half of the lease time (T1, option 58); asked for after a second here. Both have an"
          + " address now, so this is between the two of them; ciaddr says which lease is meant.",
      "Due at half of the lease time (T1, option 58); asked for after a second here. ciaddr says"
          + " which lease is meant."),
  /// RFC 2131 section 4.4.6.
  RELEASE(
      "Release: the client gives the address back",
      "It needs no answer. The server ends the lease in its file and takes out the ARP entry.",
      "It needs no answer. The server ends the lease in its file.");

  private final String title;
  private final String onALink;
  private final String overLoopback;

  Phase(String title, String onALink, String overLoopback) {
    this.title = title;
    this.onALink = onALink;
    this.overLoopback = overLoopback;
  }

  String title() {
    return title;
  }

  /// What a reader should know, depending on where the exchange takes place.
  String explanation(Scene scene) {
    return switch (scene) {
      case LINK -> onALink;
      case LOOPBACK -> overLoopback;
    };
  }
}
