/// `lessor demo` as a user starts it.
package org.lessor.lab.demo;
