package io.attributable.samples.digits

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class MainTest {
    @Test
    fun `prints a reading and a sketch for each digit`() {
        val before = System.out
        val printed = ByteArrayOutputStream()
        try {
            System.setOut(PrintStream(printed, true, Charsets.UTF_8))
            main("src/main/resources")
        } finally {
            System.setOut(before)
        }

        val lines = printed.toString(Charsets.UTF_8).lines().filter { it.isNotEmpty() }
        assertThat(lines).hasSize(6 * (1 + 8))
        assertThat(lines.filter { it.startsWith("Digit") }).allMatch {
            Regex("Digit [1-6] is a \\d, read as a \\d:").matches(it)
        }
    }
}
