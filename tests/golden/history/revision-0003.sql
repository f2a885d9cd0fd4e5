BEGIN TRANSACTION;
CREATE TABLE inkread_history_version (
	version_num VARCHAR(32) NOT NULL, 
	PRIMARY KEY (version_num)
);
INSERT INTO "inkread_history_version" VALUES('0003');
CREATE TABLE probes (
	name VARCHAR(32) NOT NULL, 
	checked_at DATETIME NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE readings (
	id VARCHAR(32) NOT NULL, 
	made_at DATETIME NOT NULL, 
	door VARCHAR(16) NOT NULL, 
	owner VARCHAR(255) NOT NULL, 
	text TEXT NOT NULL, 
	confidence DOUBLE NOT NULL, 
	candidates JSON NOT NULL, 
	answer_set JSON NOT NULL, 
	refusal JSON, 
	warnings JSON NOT NULL, 
	bundle TEXT, 
	source TEXT, 
	correction TEXT, 
	corrected_at DATETIME, 
	image_bytes BIGINT, 
	strokes JSON, 
	glyph BLOB, glyphs JSON, 
	PRIMARY KEY (id)
);
INSERT INTO "readings" VALUES('dd887e20da5e4dd6831101cb175c6577','2026-03-01 12:00:01.000000','web','ann','O',0.6,'[["O",0.6],["0",0.37]]','["O","0"]','{"code":"odd","message":"It may be no character."}','[{"code":"low_contrast","message":"The ink is pale."}]','digits','one.png','0','2026-03-01 12:00:02.000000',3,NULL,X'89504E470D0A1A0A0000000D494844520000001C0000001C0800000000576680480000001B49444154789C6360A03F6044E6FC471360C2A77354725472E00000ED420128E6BB26320000000049454E44AE426082',NULL);
INSERT INTO "readings" VALUES('91f5e729acdd4f50bc9eff2dbad1e288','2026-03-01 12:00:03.000000','cli','bob','7',0.98,'[["7",0.98]]','["7"]',NULL,'[{"code":"low_contrast","message":"The ink is pale."}]','digits',NULL,NULL,NULL,NULL,'{"strokes":[[[1.0],[2.0]]],"width":280,"height":280,"pen_width":16}',NULL,NULL);
CREATE INDEX readings_by_owner_and_time ON readings (owner, made_at, id);
CREATE INDEX readings_by_owner_and_confidence ON readings (owner, confidence, id);
CREATE INDEX readings_by_time ON readings (made_at, id, image_bytes);
COMMIT;
