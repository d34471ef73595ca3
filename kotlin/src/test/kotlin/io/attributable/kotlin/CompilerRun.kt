package io.attributable.kotlin

import java.io.File
import java.nio.file.Path
import kotlin.io.path.writeLines

/**
 * Runs the Kotlin compiler on the class path of the tests, in a JVM of its own.
 *
 * @param folder takes what it writes
 */
internal class CompilerRun(private val folder: Path) {
    private val classPath = System.getProperty("java.class.path")

    /** What the compiler prints about a file. */
    fun messages(source: Path): List<String> = run(compiler() + "$source")

    /** What the compiler prints about a file with kapt, set up as documented. */
    fun messagesWithKapt(source: Path): List<String> = run(compiler() + kapt() + "$source")

    private fun run(arguments: List<String>): List<String> {
        val file = folder.resolve("arguments").writeLines(arguments.map { "\"$it\"" })
        val process =
            ProcessBuilder("${System.getProperty("java.home")}/bin/java", "@$file")
                .redirectErrorStream(true)
                .start()
        return process.inputStream.bufferedReader().readLines().also { process.waitFor() }
    }

    private fun compiler() =
        JAVAC_PACKAGES.map { "--add-opens=jdk.compiler/com.sun.tools.javac.$it=ALL-UNNAMED" } +
            listOf(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
            ) +
            listOf("-no-stdlib", "-no-reflect", "-cp", classPath, "-d", "${folder.resolve("out")}")

    private fun kapt() =
        listOf("-Xplugin=${onClassPath("kotlin-annotation-processing-embeddable")}") +
            kapt("aptMode", "stubsAndApt") +
            kapt("mapDiagnosticLocations", "true") +
            listOf("sources", "classes", "stubs").flatMap { kapt(it, "${folder.resolve(it)}") } +
            classPath.split(File.pathSeparator).flatMap { kapt("apclasspath", it) }

    private fun kapt(option: String, value: String) =
        listOf("-P", "plugin:org.jetbrains.kotlin.kapt3:$option=$value")

    private fun onClassPath(artifact: String) =
        classPath.split(File.pathSeparator).single { File(it).name.startsWith(artifact) }

    private companion object {
        /** What kapt reaches for inside javac. */
        val JAVAC_PACKAGES =
            listOf(
                "api",
                "code",
                "comp",
                "file",
                "jvm",
                "main",
                "model",
                "parser",
                "processing",
                "tree",
                "util",
            )
    }
}
