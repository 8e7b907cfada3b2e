package dev.allstop.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestParserTest {

    @Test
    void reads_what_curl_sends() throws BadRequest {
        assertThat(parse("GET /status HTTP/1.1\r\nHost: localhost\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n", ""))
                .isEqualTo(new ControlRequest("GET", "/status", Map.of(), false));
        assertThat(parse("POST /stop?timeout=5m HTTP/1.1\r\nAccept: text/plain\r\nContent-Length: 45\r\n"
                + "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n\r\n",
                "select=kind%3Dquartz%26node%3Dweb-1&reason=a+b&sticky"))
                .isEqualTo(new ControlRequest("POST", "/stop", Map.of("timeout", "5m", "select", "kind=quartz&node=web-1",
                        "reason", "a b", "sticky", ""), true));
    }

    @Test
    void takes_utf8_encoded_or_raw() throws BadRequest {
        assertThat(parse("POST /stop?reason=gr%C3%BC%C3%9Fe HTTP/1.1\r\n\r\n", "").options()).containsEntry("reason", "grüße");
        assertThat(parse("POST /stop HTTP/1.1\r\n\r\n", "reason=grüße").options()).containsEntry("reason", "grüße");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET /status | 400 | not an HTTP/1.1 request",
        "GET /status HTTP/2.0 | 400 | not an HTTP/1.1 request",
        "GET  /status HTTP/1.1 | 400 | not an HTTP/1.1 request",
        "{\"json\": true} | 400 | not an HTTP/1.1 request",
        "GET http://localhost/status HTTP/1.1 | 400 | the target must begin with /",
        "GET /a%2 HTTP/1.1 | 400 | the path holds a % that begins no percent-encoding: write %25 for it",
        "GET /a%zz HTTP/1.1 | 400 | the path holds a %",
        "GET /a?x=%ff HTTP/1.1 | 400 | option x is not UTF-8",
        "GET /a?x=%C0%AF HTTP/1.1 | 400 | option x is not UTF-8",
        "GET /a?x=1&x=2 HTTP/1.1 | 400 | option x is there twice",
        "GET /a HTTP/1.1~Host localhost | 400 | a header is not of the form",
        "GET /a HTTP/1.1~Host : x | 400 | a header is not of the form",
        "GET /a HTTP/1.1~ folded: x | 400 | a header is not of the form",
        "GET /a HTTP/1.1~A: 1~a: 2 | 400 | the header a is there twice",
        "POST /a HTTP/1.1~Content-Length: x | 400 | Content-Length is not a number",
        "POST /a HTTP/1.1~Content-Length: -1 | 400 | Content-Length is not a number",
        "POST /a HTTP/1.1~Content-Length: 65537 | 413 | the body is larger",
        "POST /a HTTP/1.1~Content-Length: 9999999999 | 400 | Content-Length is not a number",
        "POST /a HTTP/1.1~Transfer-Encoding: chunked | 411 | send the body with Content-Length"})
    void refuses_what_no_good_client_sends(String head, int status, String message) {
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> parse(head.replace("~", "\r\n") + "\r\n\r\n", ""))
                .satisfies(bad -> {
                    assertThat(bad.reply().status()).isEqualTo(status);
                    assertThat(bad.reply().body()).startsWith(message).endsWith("\n");
                });
    }

    @Test
    void refuses_json_and_says_what_to_send() {
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() ->
                parse("POST /stop HTTP/1.1\r\nContent-Type: application/json\r\n\r\n", "{}"))
                .withMessage("the body is application/json: send options as application/x-www-form-urlencoded, which is "
                        + "what curl -d timeout=5m does");
    }

    @Test
    void refuses_bare_line_ends_and_control_characters_in_the_head() {
        for (String head : new String[] {"GET /a HTTP/1.1\nHost: x\r\n\r\n", "GET /a HTTP/1.1\rHost: x\r\n\r\n",
            "GET /a\0b HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\nX: \u001b[2J\r\n\r\n"}) {
            assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> parse(head, ""));
        }
    }

    @Test
    void an_endless_head_is_refused() throws BadRequest {
        byte[] endless = "x".repeat(RequestParser.LARGEST_HEAD).getBytes(StandardCharsets.US_ASCII);

        assertThat(RequestParser.headLength(endless, endless.length - 1)).isEqualTo(-1);
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> RequestParser.headLength(endless, endless.length))
                .satisfies(bad -> assertThat(bad.reply().status()).isEqualTo(431));
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> parse("GET /a HTTP/1.1\r\n" + "a: b\r\n".repeat(100) + "\r\n", ""));
    }

    @Test
    void noise_is_answered_and_never_breaks_anything() {
        Random random = new Random(42);
        String alphabet = "GET POST/ HTTP1.1\r\n\r\n:%?&=;é\0\u007f";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder noise = new StringBuilder("GET /");
            for (int length = random.nextInt(60); length > 0; length--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                parse(noise + "\r\n\r\n", "");
            } catch (BadRequest refused) {
                assertThat(refused.reply().body()).matches("[ -~]+\n");
            }
        }
    }

    private static ControlRequest parse(String head, String body) throws BadRequest {
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        RequestParser.Head parsed = RequestParser.head(bytes, RequestParser.headLength(bytes, bytes.length));
        parsed.bodyLength();
        return parsed.request(body.getBytes(StandardCharsets.UTF_8));
    }
}
