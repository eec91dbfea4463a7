package org.lessor.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.ClientProfile.BroadcastFlag;
import org.lessor.client.machine.ClientProfile.ConflictPolicy;
import org.lessor.client.machine.ClientProfile.ServerIdentifier;
import org.lessor.client.machine.Extension;
import org.lessor.client.machine.OfferPolicy;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.Timing;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;

/// What the user of a client decides. Make one with [#of].
///
/// @param interfaceName the interface to configure
/// @param stay how long the client runs
/// @param timeout how long a client that stays until it is bound waits; empty waits for ever
/// @param outOfTime what becomes of the client when that time is over
/// @param hostChanges whether the host is changed
/// @param identity how the client calls itself
/// @param hostName the name to send (option 12); empty sends none
/// @param fullName the name to have in DNS (option 81), sent in the place of `hostName`; empty
///   sends none
/// @param requestedOptions option 55
/// @param sentOptions what else DISCOVER and REQUEST carry
/// @param timing how long to wait for what
/// @param probing how to ask whether the address is free
/// @param conflictPolicy what to do when another host keeps using our address
/// @param broadcastFlag whether servers are asked to broadcast their replies
/// @param serverIdentifier what to think of replies that name no server
/// @param offers which offers are taken
/// @param extensions what the client does beyond RFC 2131
/// @param leaseDirectory where leases are remembered
/// @param host how a lease is applied to the host
public record ClientSettings(
    String interfaceName,
    Stay stay,
    Optional<Duration> timeout,
    OutOfTime outOfTime,
    HostChanges hostChanges,
    ClientIdentity identity,
    Optional<String> hostName,
    Optional<FullName> fullName,
    List<Integer> requestedOptions,
    List<Option> sentOptions,
    Timing timing,
    ProbeTiming probing,
    ConflictPolicy conflictPolicy,
    BroadcastFlag broadcastFlag,
    ServerIdentifier serverIdentifier,
    OfferPolicy offers,
    Set<Extension> extensions,
    Path leaseDirectory,
    HostSettings host) {

  /// Where leases are remembered unless the user says otherwise.
  public static final Path DEFAULT_LEASE_DIRECTORY = Path.of("/var/lib/lessor");

  /// What a client asks for that is to look like many others, whatever it needs (RFC 7844 section
  /// 3.6): as clients of Microsoft do, in their order.
  private static final List<Integer> ANONYMOUS_OPTIONS =
      List.of(1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252);

  /// IFNAMSIZ less its zero byte.
  private static final int MOST_NAME_BYTES = 15;

  /// How long the client runs.
  public enum Stay {
    /// Until it is stopped.
    UNTIL_STOPPED,
    /// Until it is bound; what it configured stays.
    UNTIL_BOUND
  }

  /// What becomes of a client that has no lease in time.
  public enum OutOfTime {
    /// It ends.
    ENDS,
    /// It uses the lease of an earlier run, if that has not ended and no other host uses its
    /// address (RFC 2131 section 3.2); without one it ends.
    USES_LAST_LEASE
  }

  /// Whether the host is changed.
  public enum HostChanges {
    /// The lease is applied and remembered.
    APPLY,
    /// The client only says what it would do when it is bound, gives the lease back and ends.
    PRINT,
    /// The lease is remembered, and a hook applies it: the client itself only sets the interface
    /// up.
    BY_HOOK
  }

  /// Throws [IllegalArgumentException] if a name or number is out of range; the message says which.
  public ClientSettings {
    requestedOptions = List.copyOf(requestedOptions);
    sentOptions = List.copyOf(sentOptions);
    extensions = Set.copyOf(extensions);
    boolean speaks = hostName.isPresent() || fullName.isPresent() || !sentOptions.isEmpty();
    if (extensions.contains(Extension.ANONYMITY)
        && (speaks || !(identity instanceof ClientIdentity.Hardware))) {
      throw new IllegalArgumentException(
          "a client that is to stay unknown sends no name, no other options and no client"
              + " identifier but its hardware address (RFC 7844): leave them out");
    }
    if (interfaceName.isEmpty()
        || interfaceName.length() > MOST_NAME_BYTES
        || interfaceName.equals(".")
        || interfaceName.equals("..")
        || !interfaceName.matches("[!-~&&[^/:]]+")) {
      throw new IllegalArgumentException("no interface can be called \"" + interfaceName + "\"");
    }
    if (timeout.filter(limit -> !limit.isPositive()).isPresent()) {
      throw new IllegalArgumentException("the timeout must be longer than nothing");
    }
    if (hostName.filter(name -> !name.matches("[A-Za-z0-9._-]{1,253}")).isPresent()) {
      throw new IllegalArgumentException("not a host name: \"" + hostName.orElseThrow() + "\"");
    }
  }

  /// The usual settings for an interface, changed by `changes`.
  public static ClientSettings of(String interfaceName, UnaryOperator<Builder> changes) {
    return changes.apply(new Builder(interfaceName)).build();
  }

  /// What the state machine must know of a client with these settings on an interface.
  ///
  /// @param chaddr the interface's hardware address
  /// @param mtu the interface's MTU in bytes
  /// @param machineId what tells this machine apart; empty where there is nothing
  public ClientProfile profile(HardwareAddress chaddr, int mtu, String machineId) {
    List<Option> sent = new ArrayList<>();
    // RFC 4702 section 3.1: never both.
    fullName.ifPresentOrElse(
        name -> sent.add(name.option()),
        () -> hostName.ifPresent(name -> sent.add(StandardOptions.HOST_NAME.with(name))));
    for (Option option : sentOptions) {
      sent.removeIf(earlier -> earlier.code() == option.code());
      sent.add(option);
    }
    boolean nameless = chaddr.htype() == HardwareAddress.INFINIBAND;
    return new ClientProfile(
        nameless ? new HardwareAddress(chaddr.htype(), Bytes.EMPTY) : chaddr,
        identity.optionValue(interfaceName, chaddr, machineId),
        extensions.contains(Extension.ANONYMITY) ? ANONYMOUS_OPTIONS : requestedOptions,
        sent,
        Math.clamp(mtu, 576, 1500),
        nameless ? BroadcastFlag.SET : broadcastFlag,
        serverIdentifier,
        conflictPolicy,
        timing,
        probing,
        offers,
        extensions);
  }

  /// Collects settings; each setter replaces what was set before. Lent to the function of
  /// [ClientSettings#of]; not for several threads.
  public static final class Builder {
    private final String interfaceName;
    private Stay stay = Stay.UNTIL_STOPPED;
    private @Nullable Duration timeout;
    private OutOfTime outOfTime = OutOfTime.ENDS;
    private HostChanges hostChanges = HostChanges.APPLY;
    private ClientIdentity identity = new ClientIdentity.Hardware();
    private @Nullable String hostName;
    private @Nullable FullName fullName;
    private OfferPolicy offers = OfferPolicy.FIRST;
    private Set<Extension> extensions = Set.of();
    private List<Integer> requestedOptions = ClientProfile.DEFAULT_REQUESTED_OPTIONS;
    private List<Option> sentOptions = List.of();
    private Timing timing = Timing.USUAL;
    private ProbeTiming probing = ProbeTiming.FULL;
    private ConflictPolicy conflictPolicy = ConflictPolicy.GIVE_UP;
    private BroadcastFlag broadcastFlag = BroadcastFlag.CLEAR;
    private ServerIdentifier serverIdentifier = ServerIdentifier.REQUIRED;
    private Path leaseDirectory = DEFAULT_LEASE_DIRECTORY;
    private HostSettings host = HostSettings.USUAL;

    private Builder(String interfaceName) {
      this.interfaceName = interfaceName;
    }

    /// How long the client runs.
    public Builder stay(Stay value) {
      stay = value;
      return this;
    }

    /// How long a client that stays until it is bound waits.
    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    /// What becomes of the client when that time is over.
    public Builder outOfTime(OutOfTime value) {
      outOfTime = value;
      return this;
    }

    /// Whether the host is changed.
    public Builder hostChanges(HostChanges value) {
      hostChanges = value;
      return this;
    }

    /// How the client calls itself.
    public Builder identity(ClientIdentity value) {
      identity = value;
      return this;
    }

    /// The name to send.
    public Builder hostName(String value) {
      hostName = value;
      return this;
    }

    /// The name to have in DNS.
    public Builder fullName(FullName value) {
      fullName = value;
      return this;
    }

    /// Which offers are taken.
    public Builder offers(OfferPolicy value) {
      offers = value;
      return this;
    }

    /// What the client does beyond RFC 2131.
    public Builder extensions(Set<Extension> value) {
      extensions = value;
      return this;
    }

    /// The options asked for, most wanted first.
    public Builder requestedOptions(List<Integer> value) {
      requestedOptions = value;
      return this;
    }

    /// What else DISCOVER and REQUEST carry.
    public Builder sentOptions(List<Option> value) {
      sentOptions = value;
      return this;
    }

    /// How long to wait for what.
    public Builder timing(Timing value) {
      timing = value;
      return this;
    }

    /// How to ask whether the address is free.
    public Builder probing(ProbeTiming value) {
      probing = value;
      return this;
    }

    /// What to do when another host keeps using our address.
    public Builder conflictPolicy(ConflictPolicy value) {
      conflictPolicy = value;
      return this;
    }

    /// Whether servers are asked to broadcast their replies.
    public Builder broadcastFlag(BroadcastFlag value) {
      broadcastFlag = value;
      return this;
    }

    /// What to think of replies that name no server.
    public Builder serverIdentifier(ServerIdentifier value) {
      serverIdentifier = value;
      return this;
    }

    /// Where leases are remembered.
    public Builder leaseDirectory(Path value) {
      leaseDirectory = value;
      return this;
    }

    /// How a lease is applied to the host: what is set already, changed by `changes`.
    public Builder host(UnaryOperator<HostSettings> changes) {
      host = changes.apply(host);
      return this;
    }

    private ClientSettings build() {
      return new ClientSettings(
          interfaceName,
          stay,
          Optional.ofNullable(timeout),
          outOfTime,
          hostChanges,
          identity,
          Optional.ofNullable(hostName),
          Optional.ofNullable(fullName),
          requestedOptions,
          sentOptions,
          timing,
          probing,
          conflictPolicy,
          broadcastFlag,
          serverIdentifier,
          offers,
          extensions,
          leaseDirectory,
          host);
    }
  }
}
