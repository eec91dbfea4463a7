package org.lessor.cli.demo;

/// What must have been seen for an exchange to be complete.
enum Sign {
  DISCOVER("the client's DHCPDISCOVER"),
  OFFER_ENTRY("the ARP entry that the server makes before its DHCPOFFER"),
  OFFER("the server's DHCPOFFER"),
  REQUEST("the client's DHCPREQUEST for the offer"),
  ARP_QUESTION("the ARP question of the server's host for the address"),
  ECHO("the server's ICMP echo request for the address"),
  LEASE_LINE("the line in the lease file, before the DHCPACK"),
  ACK_ENTRY("the ARP entry that the server makes before its DHCPACK"),
  ACK("the server's DHCPACK"),
  CONFIGURATION_LOGGED("the client's log of the configuration received"),
  PROBE("the client's ARP probe"),
  ADDRESS("the address on the client's interface"),
  ROUTE("the default route on the client's host"),
  RESOLVER("the name server in the client's resolv.conf"),
  WOULD_CONFIGURE("what the client would configure"),
  RENEW_REQUEST("the client's DHCPREQUEST that renews"),
  RENEW_LINE("the renewed line in the lease file, before the DHCPACK"),
  RENEW_ACK("the server's DHCPACK to the renewal"),
  RENEWED("the lifetime that the client extended"),
  RELEASE("the client's DHCPRELEASE"),
  RELEASE_LINE("the line in the lease file that ends the lease"),
  ENTRY_REMOVED("the removal of the ARP entry"),
  ADDRESS_GONE("the removal of the address from the client's interface");

  private final String text;

  Sign(String text) {
    this.text = text;
  }

  /// What it is, for people.
  String text() {
    return text;
  }
}
