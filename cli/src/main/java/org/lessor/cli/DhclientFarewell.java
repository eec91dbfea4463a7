package org.lessor.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.lessor.client.ClientSettings;
import org.lessor.client.HostSettings;
import org.lessor.client.LeaseMemory.Recollection;
import org.lessor.client.LinuxClientClock;
import org.lessor.client.dhclient.DhclientLeases;
import org.lessor.client.hook.HookReason;
import org.lessor.client.hook.HookRunner;
import org.lessor.client.hook.HookVariables;
import org.lessor.client.host.HostConfigurator.Presence;
import org.lessor.client.host.HostResolver;
import org.lessor.client.host.KernelConfigurator;
import org.lessor.client.host.LeaseReading;
import org.lessor.client.host.OptionEdit;
import org.lessor.client.host.ResolvConfFile;
import org.lessor.client.host.Routing;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;
import org.lessor.linux.SystemRandom;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Route;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// `dhclient -r` and `dhclient -x`: ends the client that runs, gives back the lease that its file
/// remembers, and takes away what was configured for it.
final class DhclientFarewell {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CLIENT_PORT = 68;
  private static final int SERVER_PORT = 67;

  /// The kernel may have to ask for the server's link address before the message can leave.
  private static final long LINGER_NANOS = 500_000_000;

  private final DhclientFlags flags;
  private final DhclientVoice voice;
  private final LinuxClientClock clock = new LinuxClientClock();

  DhclientFarewell(DhclientFlags flags, DhclientVoice voice) {
    this.flags = flags;
    this.voice = voice;
  }

  /// The process that the file names, if it runs and is a dhclient.
  static Optional<ProcessHandle> running(Path pid) throws IOException {
    if (!Files.exists(pid)) {
      return Optional.empty();
    }
    String text = Files.readString(pid).strip();
    if (!text.matches("[0-9]{1,9}") || Long.parseLong(text) == ProcessHandle.current().pid()) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(text)).filter(DhclientFarewell::isDhclient);
  }

  private static boolean isDhclient(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .contains("dhclient");
    } catch (IOException ended) {
      return false;
    }
  }

  /// Does it for these links.
  int run(Rtnetlink kernel, List<Link> links) throws IOException {
    if (flags.pid().isPresent()) {
      end(flags.pid().get());
    }
    for (Link link : links) {
      leave(kernel, link);
    }
    return 0;
  }

  private void end(Path pid) throws IOException {
    Optional<ProcessHandle> process = running(pid);
    if (process.isPresent()) {
      process.get().destroy();
      try {
        process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException stubborn) {
        process.get().destroyForcibly();
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException impossible) {
        throw new AssertionError("an exit is waited for", impossible);
      }
      voice.say("Killed old client process");
    }
    Files.deleteIfExists(pid);
  }

  private void leave(Rtnetlink kernel, Link link) throws IOException {
    DhclientSetup setup = new DhclientSetup(flags, link, voice::say);
    ClientSettings settings = setup.settings();
    ClientProfile profile = settings.profile(setup.hardware(), link.mtu(), "");
    DhclientLeases leases =
        new DhclientLeases(flags.leases(), link.name(), setup.conf().options(), clock);
    if (!(leases.recall(profile) instanceof Recollection.Remembered remembered)
        || remembered.lease().isExpired(clock.nanos())) {
      return;
    }
    Lease lease = remembered.lease();
    boolean release = flags.action() == DhclientFlags.Action.RELEASE;
    if (release) {
      release(lease, profile, link);
    }
    Lease read = OptionEdit.apply(setup.conf().edits(), lease);
    if (setup.script().isPresent()) {
      tellScript(setup, settings, release ? HookReason.RELEASE : HookReason.STOP, read);
    } else {
      undo(kernel, link, settings, read);
    }
    if (release) {
      leases.forget();
    }
  }

  private void release(Lease lease, ClientProfile profile, Link link) {
    voice.say(
        "DHCPRELEASE of "
            + lease.address()
            + " on "
            + link.name()
            + " to "
            + lease.serverId()
            + " port 67");
    Message message =
        Message.of(
            Op.BOOTREQUEST,
            MessageType.DHCPRELEASE,
            new Xid(new SystemRandom().nextInt()),
            profile.chaddr(),
            m -> {
              m.ciaddr(lease.address())
                  .option(StandardOptions.DHCP_SERVER_IDENTIFIER, lease.serverId());
              return profile.clientId().isEmpty()
                  ? m
                  : m.option(StandardOptions.DHCP_CLIENT_IDENTIFIER, profile.clientId());
            });
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(at(lease.address(), CLIENT_PORT));
      channel.send(ByteBuffer.wrap(message.encode().toArray()), at(lease.serverId(), SERVER_PORT));
      LockSupport.parkNanos(LINGER_NANOS);
    } catch (IOException refused) {
      voice.insist("dhclient: cannot release " + lease.address() + ": " + refused.getMessage());
    }
  }

  private static InetSocketAddress at(Ipv4 address, int port) {
    return new InetSocketAddress(address.toString(), port);
  }

  private void tellScript(
      DhclientSetup setup, ClientSettings settings, HookReason reason, Lease lease) {
    Map<String, String> variables = new HashMap<>();
    variables.put("reason", reason.name());
    variables.put("interface", settings.interfaceName());
    variables.put("pid", Long.toString(ProcessHandle.current().pid()));
    variables.putAll(HookVariables.requested(settings.requestedOptions(), setup.conf().options()));
    var now = new HookVariables.Moment(clock.nanos(), clock.wall());
    variables.putAll(HookVariables.of(lease, "old_", setup.conf().options(), now).values());
    try (HookRunner runner = new HookRunner(setup.hooks(), settings.interfaceName(), this::tell)) {
      runner.submit(reason, variables);
    }
  }

  private void tell(Report report) {
    if (report.notice() != Notice.HOOK_RAN) {
      voice.say(report.line());
    }
  }

  private void undo(Rtnetlink kernel, Link link, ClientSettings settings, Lease lease)
      throws IOException {
    HostSettings host = settings.host();
    int vrf = kernel.link(link.master()).map(Link::vrfTable).orElse(0);
    Routing routing =
        new Routing(
            host.metric().orElse(1000L + link.index()),
            vrf == 0 ? Route.RT_TABLE_MAIN : vrf,
            host.routeProtocol());
    KernelConfigurator configurator =
        new KernelConfigurator(
            kernel,
            link.index(),
            routing,
            HostResolver.find(
                host.resolvConf(),
                settings.leaseDirectory().resolve("resolvers"),
                new ResolvConfFile.Contributor(link.name(), routing.metric(), clock.bootId())));
    LeaseReading reading = LeaseReading.of(lease, clock.nanos());
    Presence there = configurator.adopt(Optional.of(reading.configuration())).inPlace();
    finish(configurator);
    if (there == Presence.PRESENT) {
      configurator.clear();
      finish(configurator);
    }
  }

  private void finish(KernelConfigurator configurator) {
    configurator
        .takeRest()
        .map(Supplier::get)
        .ifPresent(changes -> changes.refused().forEach(voice::say));
  }
}
