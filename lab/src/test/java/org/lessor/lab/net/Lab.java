package org.lessor.lab.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The network of one test: its hosts, what connects them, and everything that runs in them.
/// Closing it ends all of that, in the reverse order of making.
///
/// Namespaces are called `lsr-PID-N-HOST` after the JVM that made them, and the directory for files
/// `lsr-PID-N`; opening a lab first removes those of JVMs that are no more. A lab belongs to the
/// thread of its test; only [#evidence()] may be called from elsewhere.
///
/// With the environment variable `LAB_KEEP` set the directory stays after the end, and is named on
/// standard error.
public final class Lab implements AutoCloseable {
  private static final String PREFIX = "lsr-";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Set<Lab> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Lab::close), "close labs"));
  }

  private final String name;
  private final Path directory;
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private int hostCount;
  private boolean closed;

  private Lab(String name, Path directory) {
    this.name = name;
    this.directory = directory;
  }

  /// An empty lab, after removing what crashed runs left. Throws [LabException] where namespaces
  /// cannot be made: see [#obstacle()].
  public static Lab open() {
    Leftovers.clear(PREFIX);
    String name = PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), name);
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (IOException failure) {
      throw new LabException("could not make the lab's directory " + directory, failure);
    }
    Lab lab = new Lab(name, directory);
    OPEN.add(lab);
    return lab;
  }

  /// Makes a host; its name is a word such as `server`.
  public Host host(String hostName) {
    int number = ++hostCount;
    return own(Host.open(this, hostName, name + "-" + hostName, number));
  }

  /// Connects two hosts by a cable (a veth pair) and brings both ends up.
  public Cable cable(Host left, String leftInterface, Host right, String rightInterface) {
    return Cable.between(left, leftInterface, right, rightInterface);
  }

  /// A switch that any number of hosts can be attached to.
  public Segment segment(String segmentName) {
    return Segment.in(host(segmentName));
  }

  /// A new directory of its own in the lab's directory, for `what`.
  public Path directory(String what) {
    for (int number = 1; ; number++) {
      Path candidate = directory.resolve(number == 1 ? what : what + "-" + number);
      if (!Files.exists(candidate)) {
        try {
          return Files.createDirectory(candidate);
        } catch (IOException failure) {
          throw new LabException("could not make the directory " + candidate, failure);
        }
      }
    }
  }

  /// Has the lab close `resource` at its end, before everything made earlier.
  public <T extends AutoCloseable> T own(T resource) {
    synchronized (resources) {
      if (closed) {
        throw new IllegalStateException("the lab is closed");
      }
      resources.push(resource);
    }
    return resource;
  }

  /// Has [#evidence()] show `source`.
  public void record(Evidence source) {
    synchronized (evidence) {
      evidence.add(source);
    }
  }

  /// What all programs and captures of this lab have to say, for a failing test's message.
  public String evidence() {
    List<Evidence> sources;
    synchronized (evidence) {
      sources = List.copyOf(evidence);
    }
    return sources.stream()
        .map(source -> "--- " + source.title() + " ---\n" + source.text().strip())
        .collect(Collectors.joining("\n\n"));
  }

  @Override
  public void close() {
    List<AutoCloseable> toClose;
    synchronized (resources) {
      if (closed) {
        return;
      }
      closed = true;
      toClose = List.copyOf(resources);
    }
    List<Exception> failures = new ArrayList<>();
    for (AutoCloseable resource : toClose) {
      try {
        resource.close();
      } catch (Exception failure) { // each of the others is still to be closed
        failures.add(failure);
      }
    }
    if (System.getenv("LAB_KEEP") != null) {
      System.err.println("kept: " + directory);
    } else {
      Leftovers.delete(directory);
    }
    OPEN.remove(this);
    throwFirst(failures);
  }

  private static void throwFirst(Collection<Exception> failures) {
    failures.stream()
        .reduce((first, next) -> {
          first.addSuppressed(next);
          return first;
        })
        .ifPresent(failure -> {
          throw new LabException("the lab did not close cleanly", failure);
        });
  }
}
