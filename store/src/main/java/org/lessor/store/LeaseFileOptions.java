package org.lessor.store;

import java.util.function.Consumer;

/// Which lease file, and how.
///
/// @param disk its directory
/// @param name its file name; the names of further files begin with it
/// @param maxRowErrors how many broken lines a file may have before it is refused; 0 for any number
///   (Kea: max-row-errors)
/// @param events told what happens to the file, on the thread where it does
public record LeaseFileOptions(
    Disk disk, String name, long maxRowErrors, Consumer<LeaseFileEvent> events) {}
