package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;

/// The codes of the options that decisions and replies treat one by one, as numbers that `switch`
/// and tables take.
final class OptionCodes {
  static final int SUBNET_MASK = 1;
  static final int ROUTERS = 3;
  static final int DOMAIN_NAME_SERVERS = 6;
  static final int HOST_NAME = 12;
  static final int DOMAIN_NAME = 15;
  static final int VENDOR_SPECIFIC = 43;
  static final int REQUESTED_ADDRESS = 50;
  static final int LEASE_TIME = 51;
  static final int OVERLOAD = 52;
  static final int MESSAGE_TYPE = 53;
  static final int SERVER_IDENTIFIER = 54;
  static final int PARAMETER_REQUEST_LIST = 55;
  static final int MESSAGE = 56;
  static final int MAX_MESSAGE_SIZE = 57;
  static final int RENEWAL_TIME = 58;
  static final int REBINDING_TIME = 59;
  static final int VENDOR_CLASS_IDENTIFIER = 60;
  static final int CLIENT_IDENTIFIER = 61;
  static final int RAPID_COMMIT = 80;
  static final int FQDN = 81;
  static final int AGENT_OPTIONS = 82;
  static final int V6_ONLY_PREFERRED = 108;
  static final int SUBNET_SELECTION = 118;
  static final int VENDOR_CLASSES = 124;
  static final int VENDOR_OPTIONS = 125;

  private OptionCodes() {}

  /// The address in an option that holds one; empty where it is absent, malformed or 0.0.0.0.
  static Optional<Ipv4> address(DhcpMessage message, int code) {
    Optional<Bytes> value = message.option(code);
    if (value.isEmpty() || value.get().length() != 4) {
      return Optional.empty();
    }
    Ipv4 address = new Ipv4((int) value.get().uint32(0));
    return address.isUnspecified() ? Optional.empty() : Optional.of(address);
  }
}
