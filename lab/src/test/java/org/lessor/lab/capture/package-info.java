/// What crosses an interface of the lab, frame by frame, down to the DHCP message.
package org.lessor.lab.capture;
