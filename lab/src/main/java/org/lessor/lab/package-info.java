/// Tests that need a network: namespaces, other people's clients and servers, simulation.
package org.lessor.lab;
