package io.attributable.kotlin

import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Named
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** What the documentation shows is compiled and run: it stands in [Examples] or beside it. */
class ExamplesTest {
    @ParameterizedTest
    @MethodSource("examples")
    fun `is compiled`(example: String) {
        assertThat(condensed(example)).isNotEmpty()
        assertThat(COMPILED.any { condensed(example) in it }).describedAs(example).isTrue()
    }

    private companion object {
        private val ROOT = Path.of(System.getProperty("project.root"))
        private val MODULE = ROOT.resolve("kotlin/src")
        private val FENCED = Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
        private val COMMENT_MARGIN = Regex("(?m)^ *\\* ?")
        private val COMPILED = sources("test").map { condensed(it.readText()) }

        @JvmStatic
        fun examples(): List<Named<String>> {
            val documents =
                listOf("README.md", "docs/kotlin.md", "docs/annotations.md").map(ROOT::resolve)
            val found = (documents + sources("main")).flatMap(::examplesOf)
            check(found.size >= 20) { "Only ${found.size} examples were found" }
            return found
        }

        private fun examplesOf(file: Path): List<Named<String>> {
            val text = file.readText()
            val prose = if (file.name.endsWith(".kt")) text.replace(COMMENT_MARGIN, "") else text
            return FENCED.findAll(prose).map { Named.of(file.name, it.groupValues[1]) }.toList()
        }

        private fun sources(set: String): List<Path> =
            MODULE.resolve("$set/kotlin/io/attributable/kotlin").listDirectoryEntries("*.kt")

        /**
         * Without imports, assertions, space, and commas and semicolons that only formatting
         * brings.
         */
        private fun condensed(code: String): String =
            code
                .lines()
                .filterNot { it.startsWith("import ") || it.trim().startsWith("assertThat(") }
                .joinToString("")
                .replace(Regex("[\\s;]"), "")
                .replace(",)", ")")
    }
}
