package org.lessor.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lessor.client.LeaseMemory.Recollection;
import org.lessor.client.host.Changes;
import org.lessor.client.host.HostConfigurator;
import org.lessor.client.host.HostConfigurator.Adoption;
import org.lessor.client.host.HostConfigurator.Presence;
import org.lessor.client.host.LeaseReading;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.host.OptionEdit;
import org.lessor.client.machine.ClientMachine;
import org.lessor.client.machine.Effect;
import org.lessor.client.machine.Event;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Networks;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;
import org.lessor.client.machine.State;
import org.lessor.client.machine.Step;
import org.lessor.transport.ClientPort;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.InboundPacket;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MalformedReason;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.MessageView;

/// Carries out what the state machine asks for on one interface, by whatever port, host and clock
/// it is given: one step at a time, without blocking.
///
/// ```java
/// worker.start();
/// while (!(worker.state() instanceof State.Halted)) {
///   port.await(worker.waitNanos());
///   worker.doWork();
/// }
/// ```
///
/// One thread calls everything but [#post]. Nothing here is closed: who made the parts closes them.
public final class ClientWorker {
  /// What a worker works with.
  ///
  /// @param machine the rules
  /// @param port packets in and out, listening on the link
  /// @param interfaceIndex the interface that the port is on
  /// @param serverPort the UDP port of servers; 67 but in tests
  /// @param host the host to configure
  /// @param memory what remembers the lease
  /// @param clock the clocks
  /// @param listener who is told
  /// @param edits how options are read
  /// @param errands who does what takes long
  /// @param own whether an interface of this host has a hardware address
  public record Parts(
      ClientMachine machine,
      ClientPort port,
      int interfaceIndex,
      int serverPort,
      HostConfigurator host,
      LeaseMemory memory,
      ClientClock clock,
      ClientListener listener,
      List<OptionEdit> edits,
      Errands errands,
      Predicate<HardwareAddress> own) {
    /// Parts of a client that reads options as they were sent, and that waits for its errands.
    public Parts(
        ClientMachine machine,
        ClientPort port,
        int interfaceIndex,
        int serverPort,
        HostConfigurator host,
        LeaseMemory memory,
        ClientClock clock,
        ClientListener listener) {
      this(
          machine,
          port,
          interfaceIndex,
          serverPort,
          host,
          memory,
          clock,
          listener,
          List.of(),
          Errands.atOnce(),
          machine.profile().chaddr()::equals);
    }
  }

  private static final int BATCH = 16;
  private static final int MOST_ARPS_AT_ONCE = 64;
  private static final int MOST_TIMERS_AT_ONCE = 8;

  /// A handful of wishes from outside; more than that waiting means that nobody looks at them.
  private static final int MOST_WISHES = 64;

  private final Parts parts;
  private final Mouthpiece mouthpiece;
  private final InboundBatch inbound = new InboundBatch(BATCH);
  private final MessageView view = new MessageView();
  private final ArrayBlockingQueue<Event> wishes = new ArrayBlockingQueue<>(MOST_WISHES);
  private State state = new State.Halted();

  /// What an event led to and has not been done yet: the next of it waits for an errand.
  private @Nullable Unfinished unfinished;

  /// What happened meanwhile.
  private final Deque<Event> later = new ArrayDeque<>();

  /// The lease that the memory holds.
  private @Nullable Lease remembered;

  /// What could not be configured last time: told once, not with every renewal.
  private List<String> complained = List.of();

  private boolean over;

  /// A worker that has not started.
  public ClientWorker(Parts parts) {
    this.parts = parts;
    this.mouthpiece = new Mouthpiece(parts, this::tell);
  }

  /// Where the client stands.
  public State state() {
    return state;
  }

  /// Begins: with the remembered lease where there is one, and with what an earlier run left on the
  /// host.
  ///
  /// @throws IOException where the host could not be asked or changed
  public void start() throws IOException {
    Recollection recollection = parts.memory().recall(parts.machine().profile());
    Networks networks =
        switch (recollection) {
          case Recollection.Remembered(var _, Networks known) -> known;
          case Recollection.Nothing(Networks known) -> known;
          case Recollection.Unusable _ -> Networks.NONE;
        };
    remembered =
        switch (recollection) {
          case Recollection.Remembered(Lease lease, var _) -> lease;
          case Recollection.Nothing _ -> null;
          case Recollection.Unusable(String reason) -> {
            tell(Report.of(Notice.LEASE_FILE_IGNORED).and("reason", reason));
            yield null;
          }
        };
    Lease earlier = remembered;
    long nowNanos = parts.clock().nanos();
    Adoption adoption =
        parts
            .host()
            .adopt(
                earlier == null || earlier.isExpired(nowNanos)
                    ? Optional.empty()
                    : Optional.of(LeaseReading.of(read(earlier), nowNanos).configuration()));
    if (!adoption.changes().done().isEmpty()) {
      tell(adoption.changes().told(Notice.LEFTOVERS_REMOVED));
    }
    Optional<Supplier<Changes>> rest = parts.host().takeRest();
    if (rest.isPresent()) {
      parts
          .errands()
          .send(() -> {
            Changes changes = rest.get().get();
            return () -> tellRefused(changes);
          });
    }
    Lease configured = adoption.inPlace() == Presence.PRESENT ? earlier : null;
    on(new Event.Start(earlier, configured, networks));
  }

  /// No server answered for long enough: has the remembered lease used, where there is one that has
  /// not ended and nothing better is under way. Whether that was so.
  ///
  /// @throws IOException as [#doWork]
  public boolean fallBack() throws IOException {
    Lease last = remembered;
    if (last == null) {
      return false;
    }
    State before = state;
    on(new Event.FallBack(last));
    return !state.equals(before);
  }

  /// Asks for something to happen. Any thread may call it; wishes beyond the 64th that wait are
  /// dropped.
  ///
  /// @return whether the wish was taken
  public boolean post(Event event) {
    boolean taken = wishes.offer(event);
    parts.port().wakeUp();
    return taken;
  }

  /// Whether something that was asked for by [#post] is still to be done.
  public boolean hasWishes() {
    return !wishes.isEmpty();
  }

  /// Whether something that an event led to waits for an errand. Events wait as well then, so that
  /// all happens in the order in which it would if nothing took time.
  public boolean isBusy() {
    return unfinished != null;
  }

  /// Does nothing any more, also where an errand comes back.
  public void abandon() {
    unfinished = null;
    later.clear();
    over = true;
  }

  /// How long there is nothing to do unless something arrives, in nanoseconds, 0 or more;
  /// [Long#MAX_VALUE] for ever.
  public long waitNanos() {
    if (isBusy()) {
      return Long.MAX_VALUE;
    }
    if (!wishes.isEmpty()) {
      return 0;
    }
    long wakeNanos = state.wakeNanos();
    return wakeNanos == Lease.NEVER
        ? Long.MAX_VALUE
        : Math.max(0, wakeNanos - parts.clock().nanos());
  }

  /// Does what there is to do now: wishes, packets, then what is due. Returns how many events that
  /// were.
  ///
  /// @throws IOException where the address of a lease could not be configured or taken away
  public int doWork() throws IOException {
    int count = 0;
    while (!isBusy() && !wishes.isEmpty()) {
      on(wishes.remove());
      count++;
    }
    // Packets are taken out of the kernel also where they have to wait: else it would call again.
    count += receive();
    count += receiveArp();
    for (int i = 0; i < MOST_TIMERS_AT_ONCE && !isBusy() && isDue(); i++) {
      on(new Event.TimerExpired());
      count++;
    }
    return count;
  }

  private boolean isDue() {
    return parts.clock().nanos() >= state.wakeNanos();
  }

  private int receive() throws IOException {
    int count = parts.port().receive(inbound);
    for (int i = 0; i < count; i++) {
      received(inbound.packet(i));
    }
    return count;
  }

  private void received(InboundPacket packet) throws IOException {
    MalformedReason reason =
        packet.truncated()
            ? MalformedReason.TRUNCATED
            : view.wrap(packet.buffer(), packet.offset(), packet.length());
    if (reason != null) {
      tell(
          Report.of(Notice.MALFORMED)
              .and("from", packet.sourceAddress())
              .and("reason", reason)
              .and("size", packet.length()));
      return;
    }
    mouthpiece.heardFrom(view, packet);
    Message message = view.toMessage();
    // One for everybody would make all clients renew at once: RFC 3203 section 3 has it dropped.
    boolean forces =
        message.messageType().orElse(null) == MessageType.DHCPFORCERENEW && !packet.broadcast();
    on(
        forces
            ? new Event.ForceRenew(message, packet.sourceAddress(), packet.payload())
            : new Event.Received(message, packet.sourceAddress()));
  }

  private int receiveArp() throws IOException {
    int count = 0;
    var packet = parts.port().receiveArp();
    while (packet.isPresent() && count < MOST_ARPS_AT_ONCE) {
      if (!mouthpiece.isOwnWord(packet.get(), state)) {
        on(new Event.ArpSeen(packet.get()));
      }
      count++;
      packet = parts.port().receiveArp();
    }
    return count;
  }

  private void on(Event event) throws IOException {
    if (isBusy()) {
      if (later.size() < MOST_WISHES) {
        later.add(event);
      }
      return;
    }
    State before = state;
    long nowNanos = parts.clock().nanos();
    Step step = parts.machine().on(before, event, nowNanos);
    state = step.next();
    goOn(new Unfinished(before, nowNanos, new ArrayDeque<>(step.effects())));
  }

  /// What is left of what an event led to.
  private record Unfinished(State before, long nowNanos, Deque<Effect> effects) {}

  private void goOn(Unfinished what) throws IOException {
    unfinished = null;
    while (!what.effects().isEmpty()) {
      Effect effect = what.effects().remove();
      Optional<Wait> wait = carryOut(effect, what.nowNanos());
      if (wait.isPresent()) {
        unfinished = what;
        send(wait.get(), what);
        return;
      }
    }
    mouthpiece.listenFor(state);
    State before = what.before();
    if (before.getClass() != state.getClass() || !before.equals(state)) {
      parts.listener().on(new ClientNews.Moved(before, state));
    }
    while (!isBusy() && !later.isEmpty()) {
      on(later.remove());
    }
  }

  /// What an effect waits for: an errand, which says what is to be done then.
  private record Wait(Supplier<Runnable> errand) {}

  private void send(Wait wait, Unfinished what) throws IOException {
    parts
        .errands()
        .send(() -> {
          Runnable then = wait.errand().get();
          return () -> {
            if (!over) {
              then.run();
              goOn(what);
            }
          };
        });
  }

  /// Has the host's rest done, if there is one, and then `then`.
  private Optional<Wait> withRest(Changes begun, Consumer<Changes> then) {
    Optional<Supplier<Changes>> rest = parts.host().takeRest();
    if (rest.isEmpty()) {
      then.accept(begun);
    }
    return rest.map(errand ->
        new Wait(() -> {
          Changes more = errand.get();
          return () -> then.accept(begun.then(more));
        }));
  }

  private Optional<Wait> carryOut(Effect effect, long nowNanos) throws IOException {
    switch (effect) {
      case Effect.Broadcast broadcast -> mouthpiece.send(broadcast, state);
      case Effect.Unicast unicast -> mouthpiece.send(unicast, state);
      case Effect.ArpProbe(var address) -> mouthpiece.probe(address);
      case Effect.ArpAnnounce(var address) -> mouthpiece.announce(address);
      case Effect.Configure(Lease lease, var _) -> {
        return configure(lease, nowNanos);
      }
      case Effect.ConfigureLinkLocal(var address) -> {
        return configureLinkLocal(address);
      }
      case Effect.Deconfigure _, Effect.DeconfigureLinkLocal _ -> {
        return deconfigure();
      }
      case Effect.SaveLease(Lease lease) -> {
        remembered = lease;
        return remember(() -> parts.memory().save(lease));
      }
      case Effect.ForgetLease() -> {
        remembered = null;
        return remember(parts.memory()::forget);
      }
      case Effect.Tell(Report report) -> tell(report);
    }
    return Optional.empty();
  }

  private Lease read(Lease lease) {
    return OptionEdit.apply(parts.edits(), lease);
  }

  private Optional<Wait> configure(Lease lease, long nowNanos) throws IOException {
    Lease read = read(lease);
    LeaseReading reading = LeaseReading.of(read, nowNanos);
    boolean refresh =
        parts.host().current().filter(reading.configuration()::sameButForTime).isPresent();
    Changes begun = parts.host().apply(reading.configuration());
    return withRest(begun, changes -> configured(read, reading, refresh, changes));
  }

  private void configured(Lease read, LeaseReading reading, boolean refresh, Changes changes) {
    // New lifetimes alone come with every renewal, which is told already.
    if (changes.done().size() > (refresh ? 1 : 0)) {
      tell(changes.told(Notice.CONFIGURED));
    }
    List<String> reasons = new ArrayList<>(reading.complaints());
    reasons.addAll(changes.refused());
    for (String reason : reasons) {
      if (!complained.contains(reason)) {
        tell(Report.of(Notice.NOT_CONFIGURED).and("address", read.address()).and("reason", reason));
      }
    }
    complained = reasons;
    parts.listener().on(new ClientNews.Configured(read, reading.configuration(), changes));
  }

  /// Takes the place of nothing: there is no lease in use.
  private Optional<Wait> configureLinkLocal(Ipv4 address) throws IOException {
    LinkConfiguration configuration = LinkConfiguration.linkLocal(address);
    return withRest(
        parts.host().apply(configuration),
        changes -> {
          tell(changes.told(Notice.CONFIGURED));
          parts.listener().on(new ClientNews.Configured(null, configuration, changes));
        });
  }

  private Optional<Wait> deconfigure() throws IOException {
    mouthpiece.listenFor(state);
    return withRest(
        parts.host().clear(),
        changes -> {
          tell(changes.told(Notice.DECONFIGURED));
          parts.listener().on(new ClientNews.Deconfigured(changes));
        });
  }

  /// A change of what is remembered, which may fail.
  private interface Remembering {
    void make() throws IOException;
  }

  /// The client waits for it: whoever is told that it is bound finds the lease remembered, also
  /// after a crash.
  private Optional<Wait> remember(Remembering change) {
    return Optional.of(
        new Wait(() -> {
          try {
            change.make();
            return () -> {};
          } catch (IOException failure) {
            return () -> tell(Report.of(Notice.LEASE_NOT_SAVED).and("reason", reason(failure)));
          }
        }));
  }

  /// File system exceptions say no more than the file's name: their type is what happened.
  private static String reason(IOException failure) {
    @Nullable String message = failure.getMessage();
    return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private void tellRefused(Changes changes) {
    for (String reason : changes.refused()) {
      tell(Report.of(Notice.NOT_CONFIGURED).and("reason", reason));
    }
  }

  private void tell(Report report) {
    parts.listener().on(new ClientNews.Told(report));
  }
}
