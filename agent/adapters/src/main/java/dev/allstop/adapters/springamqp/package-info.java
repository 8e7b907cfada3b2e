/**
 * Spring AMQP's listener containers on RabbitMQ, 2.4 to 4.1. Facts were read from the sources of 2.4.17, 3.2.12 and 4.1.2;
 * the classes, methods and fields named here are the same in all of them.
 *
 * <p>The job server is a {@code SimpleMessageListenerContainer}. Each of its consumers is one thread that repeats
 * {@code receiveAndExecute}: it takes a message out of the queue of those that the broker has sent ahead
 * ({@code BlockingQueueConsumer.nextMessage}, up to 250 of them), runs the listener ({@code executeListener}) and
 * acknowledges. Taking the message is the commit point; the job is done when {@code receiveAndExecute} returns, since a
 * message that is not acknowledged comes again. The container has no pause of its own, and its {@code stop()} works off
 * what was sent ahead and after 5 s closes the channel under a running listener, which makes the broker hand that message
 * to another.
 *
 * <p>While held, the consumers' threads wait in front of {@code receiveAndExecute}. What was sent ahead stays where it is,
 * unacknowledged and not started: with the resume it is run, and when the container is stopped, or its JVM goes down, the
 * broker gives it to others. An idle consumer comes to the gate when its wait for a message is over, so that a hold is
 * acknowledged after {@code receiveTimeout}, 1 s, at the latest.
 *
 * <p>A {@code DirectMessageListenerContainer} starts messages on the threads of the connection, where nobody may wait; it
 * is {@code UNCONTROLLED}. So is a listener that answers later, from another thread, whose end nobody sees.
 */
package dev.allstop.adapters.springamqp;
