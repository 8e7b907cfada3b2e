package dev.allstop.core.management;

/** The control socket's protocol over JMX. */
@Description("For the command line, where it cannot reach the control socket: people use type=Fleet and type=Node")
public interface ControlBean {

    @Description(order = 1, value = "Answers a request to the control socket with status, verdict, number of the next "
            + "event, body, and id of the hold")
    String[] request(@Description(name = "method", value = "GET or POST") String method,
                     @Description(name = "path", value = "such as /stop") String path,
                     @Description(name = "options", value = "key=value&key=value, percent-encoded") String options,
                     @Description(name = "accept", value = "text/plain or application/json") String accept);
}
