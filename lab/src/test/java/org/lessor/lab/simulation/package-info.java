/// Servers, clients and all that may befall them, in one process, at virtual time and from one
/// seed: see "Simulation" in docs/lab.md.
@NullMarked
package org.lessor.lab.simulation;

import org.jspecify.annotations.NullMarked;
