package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;

/// What a client wants: the message types of RFC 2131 section 3.1, with DHCPREQUEST told apart into
/// the four of its section 4.3.2.
public sealed interface Request {
  /// DHCPDISCOVER.
  ///
  /// @param wanted the address that the client would like (option 50)
  record Discover(Optional<Ipv4> wanted) implements Request {}

  /// DHCPREQUEST that takes up an offer.
  ///
  /// @param server whose offer it is (option 54)
  /// @param wanted the address that was offered (option 50); empty where the client breaks the rule
  ///   to repeat it
  record Selecting(Ipv4 server, Optional<Ipv4> wanted) implements Request {}

  /// DHCPREQUEST of a client that has restarted and asks whether its address still holds.
  ///
  /// @param wanted that address (option 50)
  record InitReboot(Ipv4 wanted) implements Request {}

  /// DHCPREQUEST sent by unicast to extend a lease.
  ///
  /// @param ciaddr the client's address
  record Renewing(Ipv4 ciaddr) implements Request {}

  /// DHCPREQUEST sent to all servers to extend a lease.
  ///
  /// @param ciaddr the client's address
  record Rebinding(Ipv4 ciaddr) implements Request {}

  /// DHCPDECLINE.
  ///
  /// @param declined the address that somebody else uses (option 50)
  record Decline(Ipv4 declined) implements Request {}

  /// DHCPRELEASE.
  ///
  /// @param ciaddr the address that is given back
  record Release(Ipv4 ciaddr) implements Request {}

  /// DHCPINFORM.
  ///
  /// @param ciaddr the client's address, 0.0.0.0 where it does not tell
  record Inform(Ipv4 ciaddr) implements Request {}

  /// A BOOTP client asks for its address (RFC 951).
  ///
  /// @param wanted the address that it says it has, if it does
  record Bootp(Optional<Ipv4> wanted) implements Request {}

  /// Nothing that a server answers.
  ///
  /// @param reason why
  record Unanswerable(SilentReason reason) implements Request {}

  /// What the message asks for, where BOOTP clients are not answered.
  static Request of(DhcpMessage message, Reception reception) {
    return of(message, reception, Hooks.Bootp.IGNORED);
  }

  /// What the message asks for. Looks at nothing but the message and how it came.
  ///
  /// @param bootp whether one without a message type asks for anything
  static Request of(DhcpMessage message, Reception reception, Hooks.Bootp bootp) {
    if (message.op() != Op.BOOTREQUEST) {
      return new Unanswerable(SilentReason.NOT_A_REQUEST);
    }
    if (!message.has(OptionCodes.MESSAGE_TYPE)) {
      return switch (bootp) {
        case SERVED ->
            Client.isKnowable(message)
                ? new Bootp(known(message.ciaddr()))
                : new Unanswerable(SilentReason.NO_IDENTITY);
        case IGNORED -> new Unanswerable(SilentReason.NO_MESSAGE_TYPE);
      };
    }
    Optional<MessageType> type = message.messageType();
    if (type.isEmpty()) {
      return new Unanswerable(SilentReason.UNEXPECTED_MESSAGE_TYPE);
    }
    if (!Client.isKnowable(message)) {
      return new Unanswerable(SilentReason.NO_IDENTITY);
    }
    return switch (type.get()) {
      case DHCPDISCOVER -> discover(message);
      case DHCPREQUEST -> request(message, reception);
      case DHCPDECLINE -> decline(message);
      case DHCPRELEASE -> release(message);
      case DHCPINFORM -> inform(message, reception);
      case DHCPOFFER,
          DHCPACK,
          DHCPNAK,
          DHCPFORCERENEW,
          DHCPLEASEQUERY,
          DHCPLEASEUNASSIGNED,
          DHCPLEASEUNKNOWN,
          DHCPLEASEACTIVE,
          DHCPBULKLEASEQUERY,
          DHCPLEASEQUERYDONE,
          DHCPACTIVELEASEQUERY,
          DHCPLEASEQUERYSTATUS,
          DHCPTLS ->
          new Unanswerable(SilentReason.UNEXPECTED_MESSAGE_TYPE);
    };
  }

  private static Request discover(DhcpMessage message) {
    if (message.has(OptionCodes.SERVER_IDENTIFIER)) {
      return new Unanswerable(SilentReason.RFC_VIOLATION);
    }
    Optional<Ipv4> wanted = OptionCodes.address(message, OptionCodes.REQUESTED_ADDRESS);
    return new Discover(wanted.isPresent() ? wanted : known(message.ciaddr()));
  }

  /// RFC 2131 section 4.3.2: option 54 is there only in SELECTING, option 50 then only in
  /// INIT-REBOOT, and ciaddr alone means RENEWING or REBINDING.
  private static Request request(DhcpMessage message, Reception reception) {
    Ipv4 ciaddr = message.ciaddr();
    Optional<Ipv4> server = OptionCodes.address(message, OptionCodes.SERVER_IDENTIFIER);
    Optional<Ipv4> wanted = OptionCodes.address(message, OptionCodes.REQUESTED_ADDRESS);
    if (server.isPresent()) {
      return new Selecting(server.get(), wanted.isPresent() ? wanted : known(ciaddr));
    }
    if (wanted.isPresent()) {
      return new InitReboot(wanted.get());
    }
    if (ciaddr.isUnspecified()) {
      return new Unanswerable(SilentReason.RFC_VIOLATION);
    }
    return wasUnicast(message, reception) ? new Renewing(ciaddr) : new Rebinding(ciaddr);
  }

  /// A relay agent that has taken the server's name (RFC 5107) passes unicast messages on, and says
  /// so in its flags (RFC 5010).
  private static boolean wasUnicast(DhcpMessage message, Reception reception) {
    return message.giaddr().isUnspecified()
        ? reception.unicast()
        : RelayAgent.of(message).receivedUnicast();
  }

  private static Request decline(DhcpMessage message) {
    Optional<Ipv4> declined = OptionCodes.address(message, OptionCodes.REQUESTED_ADDRESS);
    return declined.isPresent()
        ? new Decline(declined.get())
        : new Unanswerable(SilentReason.RFC_VIOLATION);
  }

  private static Request release(DhcpMessage message) {
    return message.ciaddr().isUnspecified()
        ? new Unanswerable(SilentReason.RFC_VIOLATION)
        : new Release(message.ciaddr());
  }

  /// There must be some address that the answer can go to.
  private static Request inform(DhcpMessage message, Reception reception) {
    boolean unreachable =
        message.ciaddr().isUnspecified()
            && message.giaddr().isUnspecified()
            && reception.source().isUnspecified();
    return unreachable
        ? new Unanswerable(SilentReason.RFC_VIOLATION)
        : new Inform(message.ciaddr());
  }

  private static Optional<Ipv4> known(Ipv4 address) {
    return address.isUnspecified() ? Optional.empty() : Optional.of(address);
  }
}
