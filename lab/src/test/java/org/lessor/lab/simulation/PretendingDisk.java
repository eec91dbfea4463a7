package org.lessor.lab.simulation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lessor.store.Disk;
import org.lessor.store.DiskFile;
import org.lessor.store.DiskReader;

/// A disk that says that bytes are on stable storage and has not put them there.
record PretendingDisk(Disk disk) implements Disk {
  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public DiskFile append(String name) throws IOException {
    return new PretendingFile(disk.append(name));
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return new PretendingFile(disk.create(name));
  }

  @Override
  public void resemble(String name, String model) throws IOException {
    disk.resemble(name, model);
  }

  @Override
  public DiskReader read(String name) throws IOException {
    return disk.read(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void sync() throws IOException {
    disk.sync();
  }

  @Override
  public Locking lock(String name, String owner) throws IOException {
    return disk.lock(name, owner);
  }

  private record PretendingFile(DiskFile file) implements DiskFile {
    @Override
    public long sizeBytes() throws IOException {
      return file.sizeBytes();
    }

    @Override
    public int write(byte[] source, int offset, int length) throws IOException {
      return file.write(source, offset, length);
    }

    @Override
    public void makeRoom(long bytes) throws IOException {
      file.makeRoom(bytes);
    }

    @Override
    public void sync() {
      // That is the fault.
    }

    @Override
    public void rewrite(long offset) throws IOException {
      file.rewrite(offset);
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
      file.truncate(sizeBytes);
    }

    @Override
    public Optional<String> lock() throws IOException {
      return file.lock();
    }

    @Override
    public boolean isStill(String name) throws IOException {
      return file.isStill(name);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
