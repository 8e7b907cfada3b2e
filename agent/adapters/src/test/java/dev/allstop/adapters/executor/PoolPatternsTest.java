package dev.allstop.adapters.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolPatternsTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
            "orders-*, orders-1, true",
            "orders-*, my-orders-1, false",
            "orders-1, orders-12, false",
            "*orders*, my-orders-12, true",
            "com.acme.*, com.acme.billing.Pools, true",
            "com.acme.*, comXacme.Pools, false",
            "a*b*c, a-b-b-c, true",
            "a*b*c, a-c-b, false",
            "Jobs$Pool, Jobs$Pool, true"})
    void aStarStandsForAnyCharactersAndNothingElseHasAMeaning(String pattern, String name, boolean matches) {
        assertThat(new PoolPatterns(List.of("something else", pattern)).match(name)).isEqualTo(matches);
    }
}
