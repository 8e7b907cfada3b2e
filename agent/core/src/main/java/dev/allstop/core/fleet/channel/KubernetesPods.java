package dev.allstop.core.fleet.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jgroups.Address;
import org.jgroups.protocols.dns.DNSResolver;
import org.jgroups.stack.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of the pods that carry some labels, asked from the Kubernetes API with the service account of this pod,
 * in place of a name server. Not the KUBE_PING of jgroups-kubernetes: that one logs by java.util.logging, which an agent
 * must not touch, and sends its token to whoever answers when the certificate authority's file is not there (2.0.2).
 */
final class KubernetesPods implements DNSResolver {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesPods.class);
    /** A quotation mark inside of a JSON string has a backslash before it, so this finds members of objects only. */
    private static final Pattern POD_IP = Pattern.compile("(?<!\\\\)\"podIP\"\\s*:\\s*\"([0-9a-fA-F.:]+)\"");
    private static final int TIMEOUT_MS = 3000;
    private static final int MOST_BYTES = 64 << 20;

    private final URI pods;
    private final Path token;
    private final Path authority;
    private String lastError = "";

    /**
     * @param api       such as {@code https://10.96.0.1:443}
     * @param selector  such as {@code app=orders}
     * @param token     file with this pod's token, read each time since it changes
     * @param authority file with the certificate of who signed the API server's
     */
    KubernetesPods(String api, String namespace, String selector, Path token, Path authority) {
        pods = URI.create(api + "/api/v1/namespaces/" + encoded(namespace) + "/pods?labelSelector=" + encoded(selector));
        this.token = token;
        this.authority = authority;
    }

    @Override
    public List<Address> resolveIps(String query, DNSRecordType type) {
        List<Address> addresses = new ArrayList<>();
        try {
            Matcher ip = POD_IP.matcher(ask());
            while (ip.find()) {
                addresses.add(new IpAddress(ip.group(1), 0));
            }
            lastError = "";
        } catch (IOException | GeneralSecurityException failed) {
            String error = String.valueOf(failed.getMessage());
            if (!error.equals(lastError)) {
                LOG.warn("The Kubernetes API does not tell which pods there are ({}): {}. The service account of this pod must "
                        + "be allowed to list pods", pods, error);
                lastError = error;
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        // nothing is kept open
    }

    private String ask() throws IOException, GeneralSecurityException {
        HttpURLConnection connection = (HttpURLConnection) pods.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        // the token is for the API server and for nobody it may point to
        connection.setInstanceFollowRedirects(false);
        if (connection instanceof HttpsURLConnection encrypted) {
            encrypted.setSSLSocketFactory(trustingTheAuthority());
        }
        connection.setRequestProperty("Authorization", "Bearer " + Files.readString(token).strip());
        connection.setRequestProperty("Accept", "application/json");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("it answers " + connection.getResponseCode());
            }
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } finally {
            connection.disconnect();
        }
    }

    private SSLSocketFactory trustingTheAuthority() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry(String.valueOf(trusted.size()), certificate);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
