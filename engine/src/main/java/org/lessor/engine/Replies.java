package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageEncoder;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Option;

/// Puts verdicts into words: RFC 2131 section 4.3.1, table 3.
final class Replies {
  /// What an Ethernet frame holds of a UDP datagram (RFC 894).
  private static final int ETHERNET_PAYLOAD = 1500 - MessageEncoder.IP_UDP_HEADERS;

  private static final int BROADCAST = 0x8000;

  /// What RFC 2132 section 9 added for DHCP.
  private static final int[] DHCP_ONLY = {
    OptionCodes.REQUESTED_ADDRESS,
    OptionCodes.LEASE_TIME,
    OptionCodes.MESSAGE_TYPE,
    OptionCodes.SERVER_IDENTIFIER,
    OptionCodes.PARAMETER_REQUEST_LIST,
    OptionCodes.MESSAGE,
    OptionCodes.MAX_MESSAGE_SIZE,
    OptionCodes.RENEWAL_TIME,
    OptionCodes.REBINDING_TIME,
    OptionCodes.CLIENT_IDENTIFIER
  };

  /// Option 53 by its value.
  private static final List<Option> MESSAGE_TYPES =
      IntStream.range(0, 256)
          .mapToObj(code -> new Option(OptionCodes.MESSAGE_TYPE, Bytes.ofUnsigned(code)))
          .toList();

  private final Topology topology;
  private final ServerIdentity identity;
  private final List<OptionAction> actions;
  private final boolean echoesClientId;
  private final RepeatedOption serverIdentifiers =
      new RepeatedOption(OptionCodes.SERVER_IDENTIFIER);
  private final RepeatedOption leaseTimes = new RepeatedOption(OptionCodes.LEASE_TIME);
  private final RepeatedOption subnetMasks = new RepeatedOption(OptionCodes.SUBNET_MASK);
  private final RepeatedOption renewalTimes = new RepeatedOption(OptionCodes.RENEWAL_TIME);
  private final RepeatedOption rebindingTimes = new RepeatedOption(OptionCodes.REBINDING_TIME);

  Replies(Settings settings, Topology topology, ServerIdentity identity) {
    this.topology = topology;
    this.identity = identity;
    this.actions = settings.hooks().optionActions();
    boolean replaced =
        settings
            .hooks()
            .flexId()
            .map(flexId -> flexId.use() != FlexId.Use.RESERVATIONS)
            .orElse(false);
    this.echoesClientId = replaced || settings.clientIdEcho() == Settings.ClientIdEcho.ECHO;
  }

  static int maxPayload(DhcpMessage request) {
    Optional<Bytes> asked = request.option(OptionCodes.MAX_MESSAGE_SIZE);
    if (asked.isEmpty() || asked.get().length() != 2) {
      return MessageEncoder.DEFAULT_MAX_PAYLOAD;
    }
    return Math.clamp(
        (long) asked.get().uint16(0) - MessageEncoder.IP_UDP_HEADERS,
        MessageEncoder.DEFAULT_MAX_PAYLOAD,
        ETHERNET_PAYLOAD);
  }

  /// The reply to that request; `trace` is told what was found out on the way.
  Message reply(Verdict.Answered verdict, DhcpMessage request, Reception reception, Trace trace) {
    return switch (verdict) {
      case Verdict.Offer(Binding binding, _, _) ->
          leased(MessageType.DHCPOFFER, binding, request, reception, trace);
      case Verdict.Ack(Binding binding, _, _) ->
          leased(MessageType.DHCPACK, binding, request, reception, trace);
      case Verdict.Inform inform -> informed(inform, request, reception, trace);
      case Verdict.Nak nak -> refused(nak.reason(), request, reception);
    };
  }

  private Message leased(
      MessageType type, Binding binding, DhcpMessage request, Reception reception, Trace trace) {
    Place place = topology.placeOf(binding.pool(), binding.subnet());
    Membership classes =
        finished(binding.classes(), place, binding.reservation(), request, reception, trace);
    OptionSet configured =
        under(configured(place, classes), binding.reservation()).of(classes::contains);
    ReplyOptions options = start(type, configured, request, reception);
    options.put(leaseTimes.of(binding.lifetimeSeconds()));
    if (type == MessageType.DHCPACK && isDiscover(request)) {
      options.put(OptionCodes.RAPID_COMMIT, Bytes.EMPTY);
    }
    echoes(options, request);
    options.put(subnetMasks.of(binding.subnet().prefix().mask().bits()));
    if (binding.t1Seconds().isPresent()) {
      options.onRequest(renewalTimes.of(binding.t1Seconds().getAsLong()));
    }
    if (binding.t2Seconds().isPresent()) {
      options.onRequest(rebindingTimes.of(binding.t2Seconds().getAsLong()));
    }
    Optional<String> reserved = binding.reservation().flatMap(Reservation::hostname);
    HostNames.of(request, reserved, place.names(), binding.lease().address()).answer(options);
    options.vendorOptions(request);
    options.fill(request.option(OptionCodes.PARAMETER_REQUEST_LIST));
    options.relayAgent(request);
    Ipv4 ciaddr = type == MessageType.DHCPACK ? request.ciaddr() : Ipv4.UNSPECIFIED;
    BootFields boot = boot(place, classes, binding.reservation());
    Message reply =
        message(request, ciaddr, binding.lease().address(), boot, options, Routing.AS_ASKED);
    return changed(reply, request, reception, classes);
  }

  private static boolean isDiscover(DhcpMessage request) {
    return request.messageType().filter(MessageType.DHCPDISCOVER::equals).isPresent();
  }

  /// RFC 2131 section 4.3.5: no lease time, no address. The same goes to those who can do without
  /// an IPv4 address when they ask for one (RFC 8925 section 3.3).
  private Message informed(
      Verdict.Inform inform, DhcpMessage request, Reception reception, Trace trace) {
    Place place =
        inform.subnet().isPresent()
            ? topology.placeOf(Optional.empty(), inform.subnet().get())
            : null;
    Membership classes =
        place == null
            ? inform.classes()
            : finished(inform.classes(), place, inform.reservation(), request, reception, trace);
    OptionSet base = configured(place, classes);
    ReplyOptions options =
        start(
            isDiscover(request) ? MessageType.DHCPOFFER : MessageType.DHCPACK,
            under(base, inform.reservation()).of(classes::contains),
            request,
            reception);
    echoes(options, request);
    options.withhold(OptionCodes.LEASE_TIME);
    options.withhold(OptionCodes.RENEWAL_TIME);
    options.withhold(OptionCodes.REBINDING_TIME);
    if (place != null) {
      options.ifRequested(
          OptionCodes.SUBNET_MASK, place.subnet().prefix().mask().toBytes(), request);
    }
    options.vendorOptions(request);
    options.fill(request.option(OptionCodes.PARAMETER_REQUEST_LIST));
    Routing routing = Routing.DIRECT;
    if (request.messageType().filter(MessageType.DHCPINFORM::equals).isEmpty()) {
      options.relayAgent(request);
      routing = Routing.AS_ASKED;
    } else if (request.ciaddr().isUnspecified() && !request.giaddr().isUnspecified()) {
      options.relayAgent(request);
      routing = Routing.BROADCAST_BY_RELAY;
    }
    BootFields boot = place == null ? classes.boot() : boot(place, classes, inform.reservation());
    Ipv4 ciaddr = isDiscover(request) ? Ipv4.UNSPECIFIED : request.ciaddr();
    Message reply = message(request, ciaddr, Ipv4.UNSPECIFIED, boot, options, routing);
    return changed(reply, request, reception, classes);
  }

  /// A relay agent must broadcast it: the client may not have an address that it can be reached by
  /// (RFC 2131 section 4.3.2).
  private Message refused(NakReason reason, DhcpMessage request, Reception reception) {
    Classification classes = new Classification(topology.classes(), request, reception, Trace.OFF);
    classes.begin();
    Place place = topology.locate(request, reception, RelayAgent.of(request), classes, Trace.OFF);
    Membership known = classes.membership();
    OptionSet configured = configured(place, known).of(known::contains);
    ReplyOptions options = start(MessageType.DHCPNAK, configured, request, reception);
    options.put(OptionCodes.MESSAGE, Bytes.ofText(reason.text()));
    echoes(options, request);
    options.relayAgent(request);
    Routing routing =
        request.giaddr().isUnspecified() ? Routing.AS_ASKED : Routing.BROADCAST_BY_RELAY;
    Message reply =
        message(request, Ipv4.UNSPECIFIED, Ipv4.UNSPECIFIED, BootFields.NONE, options, routing);
    return changed(reply, request, reception, known);
  }

  private Message changed(
      Message reply, DhcpMessage request, Reception reception, Membership classes) {
    Message changed = OptionActions.applied(actions, reply, request, reception, classes::contains);
    return request.has(OptionCodes.MESSAGE_TYPE) ? changed : withoutDhcp(changed);
  }

  /// What only DHCP clients understand does not go to BOOTP clients (RFC 1534 section 2).
  private static Message withoutDhcp(Message reply) {
    return reply.with(builder -> {
      for (int code : DHCP_ONLY) {
        builder.without(code);
      }
      return builder;
    });
  }

  private ReplyOptions start(
      MessageType type, OptionSet configured, DhcpMessage request, Reception reception) {
    ReplyOptions options = new ReplyOptions(configured);
    options.put(MESSAGE_TYPES.get(type.code()));
    Ipv4 server = identity.toSend(configured, reception, RelayAgent.of(request).serverIdOverride());
    options.put(serverIdentifiers.of(server.bits()));
    return options;
  }

  /// What goes back as it came: RFC 6842 section 3, RFC 3011 section 3.
  private void echoes(ReplyOptions options, DhcpMessage request) {
    if (echoesClientId) {
      options.echo(OptionCodes.CLIENT_IDENTIFIER, request);
    }
    options.echo(OptionCodes.SUBNET_SELECTION, request);
  }

  /// The classes of a client whose address is chosen.
  private Membership finished(
      Membership classes,
      Place place,
      Optional<Reservation> reservation,
      DhcpMessage request,
      Reception reception,
      Trace trace) {
    boolean settled =
        place.additionalClasses().length == 0
            && (reservation.isEmpty() || reservation.get().classes().isEmpty());
    if (settled) {
      return classes;
    }
    Classification classification =
        new Classification(topology.classes(), request, reception, trace);
    classification.resume(classes);
    classification.finish(place, reservation);
    return classification.membership();
  }

  /// What holds for a client of these classes there, its reservation aside: options of the pool
  /// over those of the subnet, the network, its classes in order, and those of all clients.
  private OptionSet configured(@Nullable Place place, Membership classes) {
    List<ClientClass> withOptions = classes.withOptions();
    if (withOptions.isEmpty()) {
      return place == null ? topology.globalOptions() : place.options();
    }
    OptionSet options = topology.globalOptions();
    for (ClientClass each : withOptions.reversed()) {
      options = options.under(each.options());
    }
    if (place == null) {
      return options;
    }
    options = options.under(place.network().options());
    options = options.under(place.subnet().options());
    return place.pool().isEmpty() ? options : options.under(place.pool().get().options());
  }

  private static OptionSet under(OptionSet place, Optional<Reservation> reservation) {
    return reservation.isEmpty() ? place : place.under(reservation.get().options());
  }

  /// What is reserved goes before what classes say, and that before what the subnet says.
  private static BootFields boot(
      Place place, Membership classes, Optional<Reservation> reservation) {
    BootFields fields = classes.boot().over(place.parameters().boot());
    return reservation.isEmpty() ? fields : reservation.get().boot().over(fields);
  }

  /// By what way a reply goes, as far as its own fields say so.
  private enum Routing {
    /// As the request came.
    AS_ASKED,
    /// To the relay agent, which shall broadcast it.
    BROADCAST_BY_RELAY,
    /// To the client, past any relay agent.
    DIRECT
  }

  /// Deviates: Kea copies `hops` from the request; RFC 2131 table 3 has 0.
  private static Message message(
      DhcpMessage request,
      Ipv4 ciaddr,
      Ipv4 yiaddr,
      BootFields boot,
      ReplyOptions options,
      Routing routing) {
    int flags =
        routing == Routing.BROADCAST_BY_RELAY ? request.flags() | BROADCAST : request.flags();
    return new Message(
        Op.BOOTREPLY,
        0,
        request.xid(),
        0,
        flags,
        ciaddr,
        yiaddr,
        boot.siaddr().orElse(Ipv4.UNSPECIFIED),
        routing == Routing.DIRECT ? Ipv4.UNSPECIFIED : request.giaddr(),
        request.chaddr(),
        boot.sname().orElse(Bytes.EMPTY),
        boot.file().orElse(Bytes.EMPTY),
        options.toOptions());
  }
}
