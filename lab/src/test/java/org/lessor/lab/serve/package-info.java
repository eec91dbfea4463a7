/// What Lessor's server does on a network that a simulation could only pretend: the kernel's
/// tables, interfaces that come and go, disks that fill up, other programs on the same link.
package org.lessor.lab.serve;
