# What the programs link: of each library its archive, where the system has one, so that a program that
# runs at every commit loads nothing but libc; the shared library where it has none.
# A distribution may want one of them shared whatever it costs, as Debian does zlib.
set(TRK_SHARED "" CACHE STRING "libraries that are never linked from their archive: ZLIB, PCRE2 ...")
set(TRK_ARCHIVES "")
foreach(library IN ITEMS PCRE2 CMARK JANSSON UTF8PROC ZLIB)
	list(GET ${library}_LIBRARIES 0 name)
	find_library(TRK_ARCHIVE_${library} NAMES lib${name}.a HINTS ${${library}_LIBDIR})
	mark_as_advanced(TRK_ARCHIVE_${library})
	if(TRK_ARCHIVE_${library} AND NOT library IN_LIST TRK_SHARED)
		list(APPEND TRK_ARCHIVES ${TRK_ARCHIVE_${library}})
	else()
		list(APPEND TRK_ARCHIVES PkgConfig::${library})
	endif()
endforeach()
