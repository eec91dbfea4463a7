package org.lessor.cli.demo;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.cli.demo.Palette.Ink;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.transport.PacketListener;
import org.lessor.transport.PcapngWriter;

/// One whole DHCP exchange between the real server and the real client, shown as it happens: the
/// four steps, a renewal, a release. Nothing outside the process is touched but a directory of
/// temporary files.
///
/// [#run] is called once; [#stop] by any thread.
public final class Demo {
  /// Where the exchange takes place.
  public enum Place {
    /// Between two hosts made for it; over loopback where that is not permitted.
    HOSTS_OR_LOOPBACK,
    /// Over loopback.
    LOOPBACK
  }

  /// How long the client asks by ARP whether its address is taken.
  public enum Patience {
    /// A second.
    SHORT,
    /// As long as RFC 5227 says: 4 to 7 seconds.
    FULL
  }

  /// Whether the picture has colours.
  public enum Colours {
    /// It has none.
    NONE,
    /// It has those of a terminal.
    TERMINAL
  }

  /// What the user decides.
  ///
  /// @param capture the pcapng file to write; empty for none
  public record Settings(Place place, Patience patience, Colours colours, Optional<Path> capture) {}

  private static final long LOOK_NANOS = 2_000_000L;
  private static final long BEFORE_RENEWAL_NANOS = 1_000_000_000L;

  /// How long nothing may happen before the demo gives up: longer than any wait of the client that
  /// is part of an exchange.
  private static final long SILENCE_NANOS = 15_000_000_000L;

  private final Settings settings;
  private final PrintWriter out;
  private final Ladder ladder;
  private volatile boolean stopped;

  /// @param out where the picture goes
  public Demo(Settings settings, PrintWriter out) {
    this.settings = settings;
    this.out = out;
    this.ladder =
        new Ladder(
            out,
            switch (settings.colours) {
              case NONE -> Palette.PLAIN;
              case TERMINAL -> Palette.ANSI;
            });
  }

  /// Ends the demo soon; what was made is taken away all the same.
  public void stop() {
    stopped = true;
  }

  /// Shows the exchange. Returns what was not seen of it, in words; nothing when it was complete.
  ///
  /// @throws Exception where server, client or the network between them could not be made or failed
  public List<String> run() throws Exception {
    try (Capture capture = Capture.to(settings.capture)) {
      List<String> missing = run(capture);
      settings.capture.ifPresent(file -> out.println("The packets are in " + file + "."));
      return missing;
    }
  }

  private List<String> run(Capture capture) throws Exception {
    if (settings.place == Place.HOSTS_OR_LOOPBACK) {
      CableStage cable = null;
      try {
        cable = CableStage.make(probing(), capture::frame);
      } catch (ErrnoException refusal) {
        out.println(
            "Cannot "
                + refusal.attempted()
                + ": "
                + Errno.describe(refusal.errno())
                + ". Running over loopback instead.");
      }
      if (cable != null) {
        introduceCable();
        return play(cable);
      }
    }
    introduceLoopback();
    return play(LoopbackStage.make(capture.packet()));
  }

  private ProbeTiming probing() {
    return switch (settings.patience) {
      case SHORT -> ProbeTiming.FAST;
      case FULL -> ProbeTiming.FULL;
    };
  }

  private void introduceCable() {
    ladder.paragraph(
        Ink.EXPLANATION,
        "Two hosts (network namespaces of this process) and a cable between them. Lessor's server"
            + " runs on one, Lessor's client on the other. What you see is what passed the server's"
            + " end of the cable, what the kernels of both hosts told, and what was added to the"
            + " lease file.");
  }

  private void introduceLoopback() {
    ladder.paragraph(
        Ink.EXPLANATION,
        "Lessor's server and Lessor's client, over the loopback interface and on UDP ports that"
            + " need no privilege. There is no link, so the client speaks through a relay agent,"
            + " nobody asks by ARP or ICMP, and no interface is configured. Messages, lease file"
            + " and the client's states are real.");
  }

  private List<String> play(Stage stage) throws Exception {
    Set<Sign> wanted = EnumSet.copyOf(stage.bound());
    wanted.addAll(stage.renewed());
    wanted.addAll(stage.released());
    Story story = new Story(ladder, stage.scene(), LoopbackStage.CLIENT_LINK);
    List<String> missing = new ArrayList<>();
    try (stage) {
      ladder.gap();
      ladder.sides(stage.clientTitle(), stage.serverTitle());
      stage.begin();
      if (watch(stage, story, stage.bound())) {
        linger(stage, story);
        stage.renew();
        if (watch(stage, story, stage.renewed())) {
          stage.release();
          watch(stage, story, stage.released());
        }
      }
      story.missing(wanted).forEach(sign -> missing.add(sign.text()));
      List<String> left = stage.end();
      conclude(missing, left);
      left.forEach(each -> missing.add("the removal of " + each));
    }
    return missing;
  }

  /// Tells what happens until all these signs were seen: true. False where it is stopped, or
  /// nothing more comes.
  private boolean watch(Stage stage, Story story, Set<Sign> until) throws Exception {
    long deadlineNanos = System.nanoTime() + SILENCE_NANOS;
    while (!story.saw(until)) {
      List<Sighting> found = stage.look(LOOK_NANOS);
      found.forEach(story::tell);
      if (!found.isEmpty()) {
        deadlineNanos = System.nanoTime() + SILENCE_NANOS;
      }
      if (stopped || System.nanoTime() - deadlineNanos > 0) {
        return false;
      }
    }
    return true;
  }

  /// A renewal a second later ends a second later: the lease file then shows it.
  private void linger(Stage stage, Story story) throws Exception {
    long untilNanos = System.nanoTime() + BEFORE_RENEWAL_NANOS;
    while (!stopped && System.nanoTime() - untilNanos < 0) {
      stage.look(LOOK_NANOS).forEach(story::tell);
    }
  }

  private void conclude(List<String> missing, List<String> left) {
    ladder.gap();
    if (stopped) {
      ladder.paragraph(Ink.BAD, "Stopped before the end.");
    } else if (missing.isEmpty()) {
      ladder.paragraph(Ink.GOOD, "Complete: everything that belongs to the exchange was seen.");
    } else {
      ladder.paragraph(Ink.BAD, "Not seen: " + String.join("; ", missing) + ".");
    }
    if (left.isEmpty()) {
      ladder.paragraph(Ink.EXPLANATION, "Everything is cleaned up.");
    } else {
      ladder.paragraph(Ink.BAD, "Not cleaned up: " + String.join("; ", left) + ".");
    }
  }

  /// The capture file, if there is to be one.
  private record Capture(@Nullable PcapngWriter writer) implements Closeable {
    static Capture to(Optional<Path> file) throws IOException {
      return new Capture(file.isEmpty() ? null : writer(file.get()));
    }

    private static PcapngWriter writer(Path file) throws IOException {
      try {
        return new PcapngWriter(new BufferedOutputStream(Files.newOutputStream(file)));
      } catch (FileSystemException refusal) {
        // The message alone is no more than the file's name.
        throw new IOException(
            "cannot write the packets to "
                + file
                + " ("
                + refusal.getClass().getSimpleName()
                + "): name a file in a directory that you may write to",
            refusal);
      }
    }

    void frame(CableWatch.Frame frame) {
      if (writer != null) {
        writer.frame(frame.at(), frame.interfaceIndex(), frame.bytes());
      }
    }

    PacketListener packet() {
      return writer == null ? event -> {} : writer;
    }

    @Override
    public void close() throws IOException {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
