package org.lessor.client.daemon;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lessor.client.daemon.KeptClient.Result;

/// Answers questions about clients, and has them do things, over a Unix domain socket that only the
/// owner of the process can open.
///
/// A request is one line of words: `status`, `status-json`, `renew`, `release` or `wait`, then the
/// seconds that it may take, then the clients that it is about (none for all). The answer is a line
/// with `done`, `failed` or `unknown`, and then text for people or JSON, up to the end of the
/// stream. One request a connection; at most [#MOST_AT_ONCE] are answered at once, further ones
/// wait.
public final class ControlSocket implements AutoCloseable {
  /// How many requests are answered at once.
  public static final int MOST_AT_ONCE = 16;

  private static final int MOST_REQUEST_BYTES = 4096;
  private static final long LONGEST_WAIT_SECONDS = 365L * 24 * 3600;

  private final Path path;
  private final ServerSocketChannel listener;
  private final Supplier<List<KeptClient>> clients;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  private ControlSocket(
      Path path, ServerSocketChannel listener, Supplier<List<KeptClient>> clients) {
    this.path = path;
    this.listener = listener;
    this.clients = clients;
  }

  /// Listens at `path` from now on, in the place of a socket that an earlier process left there.
  ///
  /// @throws IOException where a process that runs listens there, or the socket cannot be made
  public static ControlSocket open(Path path, Supplier<List<KeptClient>> clients)
      throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("listen at " + path + ": it has no directory");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (Files.exists(path) && answers(path)) {
      throw new IOException(
          "listen at " + path + ": another client runs and answers there: stop it first");
    }
    // Nobody else may connect in the moment before the permissions are set.
    Path fresh = directory.resolve("." + path.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(fresh);
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listener.bind(UnixDomainSocketAddress.of(fresh));
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException refused) {
      listener.close();
      Files.deleteIfExists(fresh);
      throw refused;
    }
    ControlSocket socket = new ControlSocket(path, listener, clients);
    Thread.ofPlatform().daemon().name("lessor-control").start(socket::serve);
    return socket;
  }

  private static boolean answers(Path path) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private void serve() {
    while (listener.isOpen()) {
      try {
        places.acquire();
        SocketChannel connection = listener.accept();
        Thread.ofVirtual().name("lessor-control").start(() -> answer(connection));
      } catch (ClosedChannelException ended) {
        return;
      } catch (IOException refused) {
        // Out of descriptors, perhaps: this connection is lost, the next may not be.
        places.release();
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void answer(SocketChannel connection) {
    try (connection) {
      String answer = answer(request(connection));
      Channels.newOutputStream(connection).write(answer.getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      // Who asked does not wait for the answer any more.
      return;
    } finally {
      places.release();
    }
  }

  private static String request(SocketChannel connection) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_REQUEST_BYTES);
    while (bytes.hasRemaining() && connection.read(bytes) >= 0) {
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      if (end >= 0) {
        return text.substring(0, end);
      }
    }
    throw new IOException("no request");
  }

  private String answer(String request) {
    List<String> words = List.of(request.split(" ", -1));
    if (words.size() < 2 || !words.get(1).matches("[0-9]{1,9}")) {
      return "unknown\nnot a request: " + request + "\n";
    }
    Duration limit =
        Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, Long.parseLong(words.get(1))));
    List<String> names = words.subList(2, words.size());
    List<String> missing = missing(names, clients.get());
    // An interface that will appear can be waited for.
    if (!missing.isEmpty() && !words.getFirst().equals("wait")) {
      return "unknown\nno client for " + String.join(" ", missing) + "\n";
    }
    return switch (words.getFirst()) {
      case "status" -> "done\n" + lines(chosen(names));
      case "status-json" -> "done\n" + json(chosen(names));
      case "renew" -> each(chosen(names), client -> client.renew(limit));
      case "release" -> each(chosen(names), client -> client.release(limit));
      case "wait" -> awaitBound(names, limit);
      default -> "unknown\nnot a request: " + request + "\n";
    };
  }

  private List<KeptClient> chosen(List<String> names) {
    return clients.get().stream()
        .filter(client -> names.isEmpty() || names.contains(client.title()))
        .toList();
  }

  private static String lines(List<KeptClient> chosen) {
    StringBuilder lines = new StringBuilder();
    chosen.forEach(client -> lines.append(client.status().line()).append('\n'));
    return lines.toString();
  }

  private static String json(List<KeptClient> chosen) {
    StringBuilder lines = new StringBuilder("[");
    for (KeptClient client : chosen) {
      lines.append(lines.length() == 1 ? "" : ",\n ").append(client.status().json());
    }
    return lines.append("]\n").toString();
  }

  /// What a client is asked to do.
  private interface Deed {
    Result of(KeptClient client);
  }

  /// All at the same time, so that one that does not answer keeps no other waiting.
  private static String each(List<KeptClient> chosen, Deed deed) {
    List<Result> results = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      chosen.forEach(client -> threads.execute(() -> results.add(deed.of(client))));
    }
    boolean done = results.stream().allMatch(Result.DONE::equals);
    return (done && !chosen.isEmpty() ? "done\n" : "failed\n") + lines(chosen);
  }

  /// Bound are all that are named; where none is named, any.
  private String awaitBound(List<String> names, Duration limit) {
    long endNanos = System.nanoTime() + limit.toNanos();
    while (true) {
      List<KeptClient> chosen = chosen(names);
      Stream<KeptClient> bound = chosen.stream().filter(client -> client.status().isBound());
      long enough = names.isEmpty() ? 1 : names.size();
      if (bound.count() >= enough) {
        return "done\n" + lines(chosen);
      }
      long leftNanos = endNanos - System.nanoTime();
      if (leftNanos <= 0) {
        return "failed\n" + lines(chosen) + withoutClient(names);
      }
      pause(chosen, Duration.ofNanos(Math.min(leftNanos, 250_000_000)));
    }
  }

  /// What to say of those that were waited for and did not come.
  private String withoutClient(List<String> names) {
    List<KeptClient> all = clients.get();
    if (all.isEmpty() && names.isEmpty()) {
      return "no interface fits what is to be configured\n";
    }
    List<String> missing = missing(names, all);
    return missing.isEmpty() ? "" : "no client for " + String.join(" ", missing) + "\n";
  }

  private static List<String> missing(List<String> names, List<KeptClient> all) {
    return names.stream()
        .filter(name -> all.stream().noneMatch(client -> client.title().equals(name)))
        .toList();
  }

  /// Until one is bound that was not, or for a moment: clients come and go meanwhile.
  private static void pause(List<KeptClient> chosen, Duration limit) {
    chosen.stream()
        .filter(client -> !client.status().isBound())
        .findFirst()
        .ifPresentOrElse(client -> client.awaitBound(limit), () -> sleep(limit));
  }

  private static void sleep(Duration limit) {
    try {
      Thread.sleep(limit);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /// Listens no longer, and removes the socket.
  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(path);
  }
}
